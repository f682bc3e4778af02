import { describe, expect, it } from 'vitest';
import { programOf, runOf } from '../../testing/programs';
import { shownPrograms } from './shown-programs';

describe('the programs of the dashboard', () => {
  const named = (name: string, status?: 'running' | 'paused' | 'completed') =>
    programOf({ id: name, name, run: status ? runOf({ status }) : null });
  const namesOf = (programs: { name: string }[]) => programs.map(({ name }) => name);

  it('are those that go on, then others as long as there is room', () => {
    const all = [named('a', 'completed'), named('b', 'running'), named('c'), named('d', 'paused'), named('e')];
    expect(namesOf(shownPrograms(all, 4))).toEqual(['b', 'd', 'a', 'c']);
  });

  it('are all that go on, however many', () => {
    const all = [named('a', 'running'), named('b', 'running'), named('c', 'running'), named('d')];
    expect(namesOf(shownPrograms(all, 2))).toEqual(['a', 'b', 'c']);
  });
});
