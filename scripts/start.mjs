// Kept readable for older versions of Node, so that it can say which one is needed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requireNode } from './node-version.mjs';

const PARENT_CHECK_MS = 500;

requireNode();

const root = join(import.meta.dirname, '..');
const { build } = await import('./build.mjs');
const [, , program] = process.argv;
if (!(await build(program === undefined ? undefined : ['code']))) process.exit(1);

const settings = join(root, '.env');
// What the environment already says wins over the file.
if (existsSync(settings)) process.loadEnvFile(settings);

if (process.env.npm_lifecycle_event) {
  // A signal to npm may end only the shell between npm and this process, which must not stay behind as an orphan.
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, PARENT_CHECK_MS);
  watch.unref();
}

// In this very process: a signal reaches the server itself, and its exit code is the command's.
const MAINS = { worker: 'worker/dist/main.js', modem: 'libs/modem/dist/main.js' };
// A program that has options finds them where it would be without this script.
if (Object.hasOwn(MAINS, String(program))) process.argv.splice(2, 1);
await import(pathToFileURL(join(root, MAINS[program] ?? 'server/dist/main.js')).href);
