import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Manifest = z.object({ version: z.string() });

/** The product's version, as the worker's package says: two folders above `src/config`, `dist/config` and `dist/bundle`. */
export const VERSION = Manifest.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')),
).version;
