import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKAGE_FOLDER } from '../../platform/package-folder.js';

const FILE = join(PACKAGE_FOLDER, 'assets', 'common-passwords.txt');

/**
 * Tells of a lower-cased text whether it is a line of the list. It is read when somebody asks, which is seldom, and not
 * kept: nobody needs it in between.
 */
export async function commonPasswords(): Promise<(text: string) => boolean> {
  const list = await readFile(FILE, 'utf8');
  return (text) => list.includes(`\n${text}\n`);
}
