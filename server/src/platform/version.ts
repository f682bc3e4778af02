import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PACKAGE_FOLDER } from './package-folder.js';

const Package = z.object({ version: z.string() });

/** The product's version, as its package says. */
export const VERSION = Package.parse(JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'package.json'), 'utf8'))).version;
