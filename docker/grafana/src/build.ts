/** Writes the dashboards as Grafana reads them: npm run dashboards. A test holds them against what is described here. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { files } from './all.ts';

const FOLDER = join(import.meta.dirname, '..', 'dashboards');
const made = files();
for (const name of readdirSync(FOLDER)) if (!made.has(name)) rmSync(join(FOLDER, name));
for (const [name, text] of made) writeFileSync(join(FOLDER, name), text);
