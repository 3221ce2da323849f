// Called by Maven with this folder as working directory.
//   node build.mjs           installs what the lock names (when it changed) and builds into target/console (when a source changed)
//   node build.mjs --check   types, lint, format and tests; any failure ends with a non-zero exit
// Plain Node >= 20.19, no dependencies: this is what installs them.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(here, '../../../target');
const output = join(target, 'console');
const reports = join(target, 'console-reports');
const contract = resolve(here, '../resources/META-INF/openapi.yaml');
const generated = join(here, 'src/api/generated.ts');
const installStamp = join(here, 'node_modules/.nova-lock');
const sources = ['src', 'public', 'index.html', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts'];

function run(what, command, args) {
  const started = Date.now();
  const { status, error } = spawnSync(command, args, { cwd: here, stdio: 'inherit' });
  if (error) {
    console.error(`console: ${what} could not start: ${error.message}`);
    process.exit(1);
  }
  if (status !== 0) {
    console.error(`console: ${what} failed`);
    process.exit(status ?? 1);
  }
  console.log(`console: ${what} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

function tool(what, name, ...args) {
  const manifest = join(here, 'node_modules', name, 'package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  const program = typeof bin === 'string' ? bin : (bin[name] ?? bin.tsc);
  run(what, process.execPath, [join(dirname(manifest), program), ...args]);
}

function newestIn(path) {
  if (!existsSync(path)) return 0;
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  // The folder's own time notices deleted files.
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(here, 'package-lock.json')))
    .update(process.version)
    .digest('hex');
  if (existsSync(installStamp) && readFileSync(installStamp, 'utf8') === lock) return;
  run('packages installed', process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund']);
  writeFileSync(installStamp, lock);
}

function generateTypes() {
  // this script says how they are generated, so it counts as a source
  if (newestIn(generated) > Math.max(newestIn(contract), newestIn(join(here, 'build.mjs')))) return;
  tool('types from openapi.yaml', 'openapi-typescript', contract, '-o', generated, '--default-non-nullable=false');
}

function build() {
  const built = newestIn(join(output, 'index.html'));
  const newest = Math.max(newestIn(contract), ...sources.map((source) => newestIn(join(here, source))));
  if (built > newest) {
    console.log('console: up to date');
    return;
  }
  tool('built', 'vite', 'build', '--logLevel', 'warn');
}

function check() {
  mkdirSync(reports, { recursive: true });
  tool('types checked', 'typescript', '-p', '.');
  tool('linted', 'eslint', '.', '--max-warnings', '0');
  tool('format checked', 'prettier', '--check', '--log-level', 'warn', '.');
  tool(
    'tests passed',
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=junit',
    `--outputFile.junit=${join(reports, 'TEST-console.xml')}`,
  );
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`console: Node 20.19 or newer is needed, this is ${process.versions.node}`);
  process.exit(1);
}
install();
generateTypes();
if (process.argv.includes('--check')) check();
else build();
