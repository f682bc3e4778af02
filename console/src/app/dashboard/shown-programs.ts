import type { Program } from '@signalbox/contracts/programs';
import { isGoing } from '../ui/programs/program-state';

/** All that go on; where these are fewer than so many, others fill the list up, in their order. */
export function shownPrograms(programs: readonly Program[], count: number): Program[] {
  const going = programs.filter(({ run }) => isGoing(run));
  const others = programs.filter(({ run }) => !isGoing(run));
  return [...going, ...others.slice(0, Math.max(0, count - going.length))];
}
