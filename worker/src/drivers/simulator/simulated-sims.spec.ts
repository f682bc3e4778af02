import { describe, expect, it } from '@jest/globals';
import { ChannelState } from '@signalbox/contracts/bus';
import { luhnDigit, simulatedSims } from './simulated-sims.js';

const limits = { count: 4, ratePerMinute: null, dailyCap: null, window: 2000 };

describe('simulated SIM cards', () => {
  it('keep the contract', () => {
    for (const sim of simulatedSims('local', { ...limits, ratePerMinute: 20, dailyCap: 500 })) {
      expect(ChannelState.parse(sim)).toEqual(sim);
      expect(sim).toMatchObject({
        online: true,
        operator: 'Simulator',
        rate_per_minute: 20,
        daily_cap: 500,
        window: 2000,
      });
    }
  });

  it('have the first numbers on the worker of a newcomer', () => {
    const numbers = simulatedSims('local', limits).map(({ number }) => number);
    expect(numbers).toEqual(['+254700000001', '+254700000002', '+254700000003', '+254700000004']);
  });

  it('are the same at every start, and others on another worker', () => {
    expect(simulatedSims('nairobi', limits)).toEqual(simulatedSims('nairobi', limits));
    const workers = ['local', 'nairobi', 'nairobi-2', 'mombasa', 'a', 'b'];
    const sims = workers.flatMap((worker) => simulatedSims(worker, { ...limits, count: 999 }));
    expect(new Set(sims.map(({ key }) => key)).size).toBe(sims.length);
    expect(new Set(sims.map(({ number }) => number)).size).toBe(sims.length);
    for (const { number } of sims) expect(number).toMatch(/^\+2547\d{8}$/);
  });

  it('have an ICCID with its check digit', () => {
    expect(luhnDigit('7992739871')).toBe('3');
    for (const { iccid } of simulatedSims('nairobi', limits)) {
      expect(iccid).toMatch(/^89254\d{14}$/);
      expect(iccid?.at(-1)).toBe(luhnDigit(iccid?.slice(0, -1) ?? ''));
    }
  });
});
