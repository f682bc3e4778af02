import { describe, expect, it } from 'vitest';
import { PROGRAM_ID, programOf, runOf } from '../../testing/programs';
import { withProgress } from '../ui/programs/program-state';
import { zonesLike } from './window-hours';

describe('the list of programs', () => {
  const other = programOf({ id: 'b'.repeat(24) });
  const programs = [programOf({ run: runOf({ id: 2, delivered: 1 }) }), other];
  const news = (id: number, delivered: number) => ({
    program_id: PROGRAM_ID,
    name: 'Spring',
    run: runOf({ id, delivered }),
  });

  it('follows the run that goes on, and leaves the others alone', () => {
    const after = withProgress(programs, news(2, 5));
    expect(after[0]?.run?.delivered).toBe(5);
    expect(after[1]).toBe(other);
  });

  it('takes over a new run, and no news of one before', () => {
    expect(withProgress(programs, news(3, 0))[0]?.run?.id).toBe(3);
    expect(withProgress(programs, news(1, 9))[0]?.run).toMatchObject({ id: 2, delivered: 1 });
  });
});

describe('the time zones that are suggested', () => {
  const zones = ['recipient', 'UTC', 'Africa/Nairobi', 'America/New_York'];

  it('are those with the text in their names', () => {
    expect(zonesLike('nair', zones)).toEqual(['Africa/Nairobi']);
    expect(zonesLike('new york', zones)).toEqual(['America/New_York']);
  });

  it('are all of them while none is wanted, and once one is chosen', () => {
    expect(zonesLike('', zones)).toEqual(zones);
    expect(zonesLike('UTC', zones)).toEqual(zones);
  });
});
