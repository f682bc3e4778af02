import { describe, expect, it } from 'vitest';
import type { StatusChange } from '@signalbox/contracts/messages';
import { timeAt } from '../../testing/live';
import { spanText, stepsOf } from './timeline';

const at = (milliseconds: number, status: StatusChange['status'], detail: string | null = null): StatusChange => ({
  status,
  at: timeAt(milliseconds),
  detail,
});

const unnamed = () => null;

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
    expect(stepsOf(failover, unnamed).map(({ label }) => label)).toEqual([
      'Queued',
      'Dispatched, attempt 1',
      'Queued',
      'Dispatched, attempt 2',
      'Accepted by the worker',
      'Delivered',
    ]);
    expect(stepsOf(failover.slice(0, 2), unnamed).map(({ label }) => label)).toEqual(['Queued', 'Dispatched']);
  });

  it('names what each attempt went over, and nothing where that was not noted', () => {
    const history: StatusChange[] = [
      { ...at(0, 'dispatched'), sim_card_id: 3, provider_id: null },
      at(5, 'queued'),
      { ...at(10, 'dispatched'), sim_card_id: null, provider_id: 7 },
      at(20, 'dispatched'),
    ];
    const nameOf = ({ sim_card_id: sim, provider_id: provider }: StatusChange) =>
      sim ? `SIM card ${sim}` : provider ? `Provider ${provider}` : null;
    expect(stepsOf(history, nameOf).map(({ over }) => over)).toEqual(['SIM card 3', null, 'Provider 7', null]);
  });

  it('says how long each step took', () => {
    expect(stepsOf([at(0, 'queued'), at(40, 'dispatched')], unnamed).map(({ after }) => after)).toEqual([
      null,
      '40 ms',
    ]);
    expect([spanText(1_200), spanText(180_000), spanText(9_000_000)]).toEqual(['1.2 s', '3 min', '2.5 h']);
  });
});
