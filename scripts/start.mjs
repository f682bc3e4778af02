// Kept readable for older versions of Node, so that it can say which one is needed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endWithParent } from './end-with-parent.mjs';
import { requireNode } from './node-version.mjs';

requireNode();

const root = join(import.meta.dirname, '..');
const { build } = await import('./build.mjs');
const [, , program] = process.argv;
if (!(await build(program === undefined ? undefined : ['code']))) process.exit(1);

const settings = join(root, '.env');
// What the environment already says wins over the file.
if (existsSync(settings)) process.loadEnvFile(settings);

endWithParent();

// In this very process: a signal reaches the server itself, and its exit code is the command's.
const MAINS = { worker: 'worker/dist/main.js', modem: 'libs/modem/dist/main.js' };
// A program that has options finds them where it would be without this script.
if (Object.hasOwn(MAINS, String(program))) process.argv.splice(2, 1);
await import(pathToFileURL(join(root, MAINS[program] ?? 'server/dist/main.js')).href);
