// Kept readable for older versions of Node, so that it can say which one is needed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requireNode } from './node-version.mjs';

requireNode();

const root = join(import.meta.dirname, '..');
const { build } = await import('./build.mjs');
if (!(await build(['code']))) process.exit(1);

const settings = join(root, '.env');
// What the environment already says wins over the file.
if (existsSync(settings)) process.loadEnvFile(settings);

// A folder of server/src/storage; the program in it finds its options where they would be without this script.
const [tool] = process.argv.splice(2, 1);
await import(pathToFileURL(join(root, 'server', 'dist', 'storage', String(tool), 'main.js')).href);
