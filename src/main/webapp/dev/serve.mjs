// Serves the built console (target/console) as the control plane does, content policy included, with the API from memory.
//   node dev/serve.mjs [port]
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFixtureApi } from './api.mjs';

const root = fileURLToPath(new URL('../../../../target/console', import.meta.url));
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

export function serve(port = 0) {
  const api = createFixtureApi();
  const server = createServer((request, response) =>
    api(request, response, () => {
      const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
      const wanted = join(root, path);
      const isFile = wanted.startsWith(root) && existsSync(wanted) && statSync(wanted).isFile();
      const file = isFile ? wanted : join(root, 'index.html');
      response.writeHead(200, {
        'Content-Type': types[extname(file)] ?? 'application/octet-stream',
        'Content-Security-Policy': policy,
      });
      createReadStream(file).pipe(response);
    }),
  );
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await serve(Number(process.argv[2] ?? 5199));
  console.log(`http://127.0.0.1:${server.address().port}/`);
}
