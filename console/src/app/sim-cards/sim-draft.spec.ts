import { describe, expect, it } from 'vitest';
import { NewSimCard, SimCardChange } from '@signalbox/contracts/sim-cards';
import { barsOf, dbmOf } from './signal-bars';
import { changeOf } from './sim-draft';

describe('the form of a SIM card', () => {
  const limits = { rate: null, cap: 500, window: 20, pairs: [] };
  const fields = { number: ' +254700000010 ', label: ' ', limits };

  it('makes what the contracts take', () => {
    expect(NewSimCard.parse(changeOf(fields))).toMatchObject({
      number: '+254700000010',
      label: null,
      rate_per_minute: null,
      daily_cap: 500,
      window: 20,
    });
  });

  it('binds it to the pairs that were chosen, or to none', () => {
    const id = '0123456789abcdef01234567';
    expect(SimCardChange.parse(changeOf({ ...fields, limits: { ...limits, pairs: [id] } })).pair_ids).toEqual([id]);
    expect(SimCardChange.parse(changeOf(fields)).pair_ids).toEqual([]);
  });

  it('does not send a number that is not known', () => {
    const change = changeOf({ ...fields, number: '' });
    expect(SimCardChange.parse(change)).not.toHaveProperty('number');
  });
});

describe('the signal', () => {
  it.each([
    [null, null],
    [0, 0],
    [1, 1],
    [14, 2],
    [31, 4],
  ])('of %s has %s bars', (signal, bars) => expect(barsOf(signal)).toBe(bars));
  it('is -113 dBm at 0 and -51 dBm at 31', () => expect([dbmOf(0), dbmOf(31)]).toEqual([-113, -51]));
});
