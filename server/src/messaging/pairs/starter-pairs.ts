import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKAGE_FOLDER } from '../../platform/package-folder.js';
import { readPairs } from './pair-csv.js';

/** Beside `src` and `dist` alike. */
const FILE = join(PACKAGE_FOLDER, 'assets', 'pairs.csv');

/** The starter set of countries and operators, as a table to import. */
export const starterPairs = async () => readPairs(await readFile(FILE, 'utf8'));
