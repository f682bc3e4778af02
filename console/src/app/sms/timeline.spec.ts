import { describe, expect, it } from 'vitest';
import type { StatusChange } from '@signalbox/contracts/messages';
import { timeAt } from '../../testing/live';
import { spanText, stepsOf } from './timeline';

const at = (milliseconds: number, status: StatusChange['status'], detail: string | null = null): StatusChange => ({
  status,
  at: timeAt(milliseconds),
  detail,
});

describe('the history of a message', () => {
  it('numbers the attempts where there was more than one', () => {
    const failover = [
      at(0, 'queued'),
      at(10, 'dispatched'),
      at(1_500, 'queued', 'failed: no credit; it goes over another channel'),
      at(1_600, 'dispatched'),
      at(1_700, 'accepted'),
      at(9_000, 'delivered'),
    ];
    expect(stepsOf(failover).map(({ label }) => label)).toEqual([
      'Queued',
      'Dispatched, attempt 1',
      'Queued',
      'Dispatched, attempt 2',
      'Accepted by the worker',
      'Delivered',
    ]);
    expect(stepsOf(failover.slice(0, 2)).map(({ label }) => label)).toEqual(['Queued', 'Dispatched']);
  });

  it('says how long each step took', () => {
    expect(stepsOf([at(0, 'queued'), at(40, 'dispatched')]).map(({ after }) => after)).toEqual([null, '40 ms']);
    expect([spanText(1_200), spanText(180_000), spanText(9_000_000)]).toEqual(['1.2 s', '3 min', '2.5 h']);
  });
});
