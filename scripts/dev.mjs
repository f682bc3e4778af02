/**
 * Server and console for those who change them: `npm run dev`. The compiler watches libraries, server and worker, and the
 * server, with its worker, is started again when they are compiled without an error; `ng serve` reloads the console.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { endWithParent } from './end-with-parent.mjs';
import { requireNode } from './node-version.mjs';

requireNode();

const ROOT = join(import.meta.dirname, '..');
const CONSOLE_PORT = process.env.CONSOLE_PORT || '4200';
/** How long a program may take to end in order. */
const STOP_WITHIN_MS = 12_000;

const settings = join(ROOT, '.env');
// What the environment already says wins over the file.
if (existsSync(settings)) process.loadEnvFile(settings);
endWithParent();

const say = (text) => console.log(`\n  ${text}\n`);
const start = (args, stdio, env = {}) =>
  spawn(process.execPath, args, { cwd: ROOT, stdio, env: { ...process.env, NG_CLI_ANALYTICS: 'false', ...env } });
const runs = (child) => child !== undefined && child.exitCode === null && child.signalCode === null;

async function end(child) {
  if (!runs(child)) return;
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  child.kill('SIGTERM');
  await once(child, 'exit');
  clearTimeout(timer);
}

let server;
let stopping = false;
/** One start after another, however quick the changes are. */
let turn = Promise.resolve();

const restart = () => {
  turn = turn.then(async () => {
    await end(server);
    if (stopping) return;
    const child = start(['--enable-source-maps', 'server/dist/main.js'], ['ignore', 'inherit', 'inherit'], {
      LOG_FORMAT: process.env.LOG_FORMAT || 'text',
    });
    server = child;
    child.once('exit', (code, signal) => {
      if (child === server && code !== 0 && signal === null && !stopping) {
        say(`The server ended with ${code}; it is started again after the next change.`);
      }
    });
  });
};

if (!(await build(['code']))) process.exit(1);
// What is compiled from now on is not what the stamp says, nor what was bundled.
rmSync(join(ROOT, 'server', 'dist', '.stamp'), { force: true });
for (const folder of ['server', 'worker'])
  rmSync(join(ROOT, folder, 'dist', 'bundle'), { recursive: true, force: true });

const compiler = start(
  ['node_modules/typescript-native/bin/tsc', '-b', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'],
  ['ignore', 'pipe', 'inherit'],
);
compiler.stdout.setEncoding('utf8').on('data', (text) => {
  if (/Found 0 errors/.test(text)) restart();
  else if (/error TS/.test(text)) process.stdout.write(text);
});
const page = start(
  ['node_modules/@angular/cli/bin/ng.js', 'serve', 'console', '--host', '127.0.0.1'],
  ['ignore', 'inherit', 'inherit'],
  { PORT: CONSOLE_PORT, SERVER_PORT: process.env.PORT || '3000' },
);
say(`The console that reloads: http://127.0.0.1:${CONSOLE_PORT}/console/ (in some seconds). Ctrl+C ends all.`);

async function stop(code) {
  if (stopping) return;
  stopping = true;
  await Promise.all([end(compiler), end(page), turn.then(() => end(server))]);
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));
for (const child of [compiler, page]) child.once('exit', () => void stop(1));
