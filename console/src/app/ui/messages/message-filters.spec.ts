import { FAILURES, UNSENT } from '@signalbox/contracts/statuses';
import { describe, expect, it } from 'vitest';
import type { ProviderDirectory } from '../../core/provider-directory';
import type { SimDirectory } from '../../core/sim-directory';
import { FILTER_NAMES, filterOf, filtersOf, type FilterParams } from './message-filters';
import { NO_LIMITS } from './message-row';

const paramsOf = (some: Partial<FilterParams>) =>
  ({ ...Object.fromEntries(FILTER_NAMES.map((name) => [name, ''])), ...some }) as FilterParams;
const asked = (some: Partial<FilterParams>) => filterOf('outbound', paramsOf(some), Date.now());
const NOBODY = { all: () => [] };
const shown = (some: Partial<FilterParams>) =>
  filtersOf('outbound', paramsOf(some), NOBODY as unknown as SimDirectory, NOBODY as unknown as ProviderDirectory);

describe('the filters of messages', () => {
  it('ask for the messages of a run, by what its figures count', () => {
    expect(asked({ run: '7', status: 'delivered' })).toMatchObject({ run_id: 7, status: 'delivered' });
    expect(asked({ run: '7', status: 'failures' }).status.split(',')).toEqual([...FAILURES]);
    expect(asked({ run: '7', status: 'unsent' }).status.split(',')).toEqual([...UNSENT]);
  });

  it('ask for what a channel was given on a day', () => {
    expect(asked({ sim: '3', day: '2026-11-29' })).toMatchObject({ sim_card_id: 3, dispatched_on: '2026-11-29' });
  });

  it.each([
    ['run', '0'],
    ['run', 'x'],
    ['day', 'today'],
    ['day', '2026-02-31'],
  ] as const)('leave out a %s that is none, %s, and can say so', (name, value) => {
    expect(asked({ [name]: value })).toMatchObject({ run_id: null, dispatched_on: '' });
    const filter = shown({ [name]: value }).find((one) => one.name === name);
    expect(filter?.groups?.flatMap(({ choices }) => choices)).toEqual([]);
  });

  it('ask of received messages only for what their list has filters for', () => {
    const params = paramsOf({ status: 'sent', run: '7', ref: 'a', reached: 'hour', day: '2026-11-29', number: '0712' });
    expect(filterOf('inbound', params, Date.now())).toEqual({ ...NO_LIMITS, direction: 'inbound', number: '0712' });
  });

  it('know a channel by its number alone, and no other words', () => {
    const open = shown({}).find(({ name }) => name === 'sim')?.open;
    expect(['sim:3', 'provider:9', 'abc', '0'].map((value) => open?.(value))).toEqual([
      'SIM card 3',
      'Provider 9',
      null,
      null,
    ]);
    const read = shown({}).find(({ name }) => name === 'sim')?.read;
    expect(read?.(paramsOf({ sim: 'abc' }))).toBe('abc');
    expect(read?.(paramsOf({ sim: '3', provider: '-1' }))).toBe('sim:3');
  });

  it('take a moment for a period, as figures of other spans lead to a list with, and show it', () => {
    const at = '2026-11-01T00:00:00.000Z';
    expect(asked({ period: at, reached: at })).toMatchObject({ since: at, changed_since: at });
    const choicesOf = (name: string, value: string) =>
      shown({ [name]: value })
        .find((one) => one.name === name)
        ?.groups?.flatMap(({ choices }) => choices)
        .filter((choice) => choice.value === value);
    expect(choicesOf('period', at)).toEqual([{ value: at, label: expect.stringMatching(/^Since \d+ /) }]);
    expect(choicesOf('reached', at)).toEqual([{ value: at, label: expect.stringMatching(/^Status since: \d+ /) }]);
    for (const none of ['2026-13-01T00:00:00Z', '2026-11-01', 'yesterday']) {
      expect(asked({ period: none })).toMatchObject({ since: '' });
      expect(choicesOf('period', none)).toEqual([]);
    }
  });

  it('show a run and a day only where the address has one', () => {
    expect(shown({}).map(({ name }) => name)).not.toContain('run');
    const [run, day] = shown({ run: '7', day: '2026-11-29' }).slice(-2);
    expect(run?.groups?.[0]?.choices).toEqual([{ value: '7', label: 'Run 7' }]);
    expect(day?.groups?.[0]?.choices).toEqual([{ value: '2026-11-29', label: 'Given to it on 29 Nov 2026, UTC' }]);
  });
});
