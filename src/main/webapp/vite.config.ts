import react from '@vitejs/plugin-react';
import type { Connect, Plugin, ProxyOptions } from 'vite';
import { defineConfig } from 'vitest/config';

/** `vite --mode fixtures` answers the API from memory, so that the console can be worked on alone. Never part of a build. */
function fixtures(): Plugin {
  return {
    name: 'nova-fixtures',
    apply: 'serve',
    async configureServer(server) {
      const { createFixtureApi } = (await import(new URL('./dev/api.mjs', import.meta.url).href)) as {
        createFixtureApi: () => Connect.NextHandleFunction;
      };
      server.middlewares.use(createFixtureApi());
    },
  };
}

const api: Record<string, ProxyOptions> = { '/api': { target: process.env.NOVA_API ?? 'http://127.0.0.1:9080' } };

export default defineConfig(({ mode }) => ({
  plugins: [react(), ...(mode === 'fixtures' ? [fixtures()] : [])],
  build: {
    outDir: '../../../target/console',
    emptyOutDir: true,
    target: 'es2022',
    // Small files inlined as data: URIs would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    rollupOptions: {
      output: {
        manualChunks: { react: ['react', 'react-dom', 'react-router'], mantine: ['@mantine/core', '@mantine/hooks'] },
      },
    },
  },
  server: { proxy: mode === 'fixtures' ? {} : api },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    testTimeout: 120_000,
    pool: 'threads',
    poolOptions: { threads: { maxThreads: 2, minThreads: 1 } },
  },
}));
