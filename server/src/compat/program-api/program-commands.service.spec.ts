import { expect, it, jest } from '@jest/globals';
import type { ProgramsService } from '../../campaigns/programs/programs.service.js';
import type { NumberListsService } from '../../campaigns/number-lists/number-lists.service.js';
import type { RunWaitsService } from '../../campaigns/programs/runs/run-waits.service.js';
import type { Principal } from '../../platform/common/principal.js';
import { ProgramCommandsService } from './program-commands.service.js';
import type { ProgramPairsService } from './program-pairs.service.js';

const EARLIER = '2026-11-01T00:00:00.000Z';
const ENDED = { status: 'completed', started_at: EARLIER, ended_at: EARLIER };
const caller = { userId: 1, username: 'ann' } as Principal;

it.each<[string, boolean, object | null, unknown[]]>([
  ['runs', true, { status: 'running', started_at: EARLIER, ended_at: null }, ['stop']],
  ['never ran and was created as active', true, null, ['not active']],
  ['ran and was made active since', true, ENDED, ['not active']],
  ['is not active', false, ENDED, []],
])('stops a program that %s', async (_, value, run, expected) => {
  const done: unknown[] = [];
  const programs = {
    stop: jest.fn(() => Promise.resolve(done.push('stop'))),
    change: jest.fn((...[, patch, , said]: unknown[]) => {
      expect([patch, said]).toEqual([{}, { activeStatus: false }]);
      return Promise.resolve(done.push('not active'));
    }),
  } as unknown as ProgramsService;
  const program = { id: 'p', details: { activeStatus: { value, at: Date.parse(EARLIER) + 1 } } };
  const pairs = { require: () => Promise.resolve({ program, run }) } as unknown as ProgramPairsService;
  const commands = new ProgramCommandsService(programs, {} as NumberListsService, pairs, {} as RunWaitsService);
  const answer = await commands.stop(caller, { pair_name: 'P' });
  expect(answer).toEqual({ message: 'Stopped processing pair', success: true });
  expect(done).toEqual(expected);
});
