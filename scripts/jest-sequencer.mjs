import { join, relative } from 'node:path';
import Sequencer from '@jest/test-sequencer';
import { secondsOf } from './test-groups.mjs';

const ROOT = join(import.meta.dirname, '..');

/**
 * The longest suites first, so that no worker is left with one when the others are done. Jest remembers what each took
 * here; where it does not yet, as on a fresh machine, there is a list.
 */
export default class LongestFirst extends Sequencer {
  time(test) {
    return super.time(test) ?? secondsOf(relative(ROOT, test.path).replaceAll('\\', '/')) * 1000;
  }
}
