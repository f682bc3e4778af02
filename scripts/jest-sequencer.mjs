import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import Sequencer from '@jest/test-sequencer';

const ROOT = join(import.meta.dirname, '..');
/** What the slow ones took on two cores; of all others a guess by their size is good enough. */
const SLOW = JSON.parse(readFileSync(join(import.meta.dirname, 'slow-suites.json'), 'utf8'));
const MS_PER_BYTE = 0.3;

/**
 * The longest suites first, so that no worker is left with one when the others are done. Jest remembers what each took
 * here; where it does not yet, as on a fresh machine, there is a list.
 */
export default class LongestFirst extends Sequencer {
  time(test) {
    const listed = SLOW[relative(ROOT, test.path).replaceAll('\\', '/')];
    const size = test.context.hasteFS.getSize(test.path) ?? 0;
    return super.time(test) ?? (listed === undefined ? size * MS_PER_BYTE : listed * 1000);
  }
}
