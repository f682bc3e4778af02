import { NewPair, type Pair } from '@signalbox/contracts/pairs';
import type { RoutePreview } from '@signalbox/contracts/routes';
import { describe, expect, it } from 'vitest';
import { pairOf } from './pair-draft';
import { takesRest } from './pair-rest';
import { fits } from './pair-search';
import { notPrefixes, prefixesOf } from './prefixes';
import { choiceOf, destinationOf, stateOf } from './route-words';

describe('prefixes in a text', () => {
  it('may stand between blanks, commas, semicolons and lines, with a plus, and twice', () => {
    expect(prefixesOf(' +25470, 25471;25472\n25470\t254110 ')).toEqual(['25470', '25471', '25472', '254110']);
    expect(prefixesOf(' \n')).toEqual([]);
  });

  it('are told from what is none', () => {
    expect(notPrefixes(['25470', '0722', '254x', '1234567890123456'])).toEqual(['0722', '254x', '1234567890123456']);
  });
});

describe('a route in words', () => {
  const candidate = {
    sim_card_id: 3,
    provider_id: null,
    number: '+254700000003',
    label: 'Rack 1',
    price: '0.00',
    tier: 1,
    open: true,
    blocked_by: null,
    load: 0,
    sent_today: 0,
    daily_cap: null,
    affinity_rank: 1,
  };
  const preview: RoutePreview = {
    to: '+254712000001',
    country: 'KE',
    pair: { id: 'a', country: 'KE', operator: 'Safaricom', prefix: '25471', is_high_priority: false, active: true },
    pair_reason: '',
    lanes: { urgent: 'urgent', normal: 'normal', bulk: 'bulk' },
    candidates: [candidate],
    chosen: { sim_card_id: 3, provider_id: null, number: '+254700000003' },
    reason: 'the recipient keeps its sender',
  };

  it('names the pair and the prefix that decided', () => {
    expect(destinationOf(preview)).toBe('+254712000001 belongs to Kenya, Safaricom: it begins with 25471.');
    const rest = preview.pair && { ...preview.pair, prefix: '' };
    expect(destinationOf({ ...preview, pair: rest })).toContain(
      'Kenya, Safaricom, which has what no prefix of its country claims',
    );
  });

  it('says when there is no pair, and when there is not even a country', () => {
    expect(destinationOf({ ...preview, pair: null })).toContain('is a number of Kenya, and no pair');
    expect(destinationOf({ ...preview, pair: null, country: null })).toContain('belongs to no country');
  });

  it('names the SIM card that is chosen, or says that the message would wait', () => {
    expect(choiceOf(preview)).toBe('It would leave by Rack 1: the recipient keeps its sender.');
    expect(choiceOf({ ...preview, chosen: null, reason: 'every SIM card is offline' })).toBe(
      'A message would wait: every SIM card is offline.',
    );
  });

  it('tells a provider from a SIM card, also without a label', () => {
    const provider = {
      ...candidate,
      sim_card_id: null,
      provider_id: 9,
      number: null,
      label: null,
      price: '0.80',
      tier: 2,
    };
    const chosen = { sim_card_id: null, provider_id: 9, number: null };
    const both = [candidate, { ...candidate, sim_card_id: null, provider_id: 8 }, provider];
    expect(choiceOf({ ...preview, candidates: both, chosen, reason: 'because' })).toBe(
      'It would leave by Provider 9: because.',
    );
  });

  it('says what keeps a SIM card from one more message', () => {
    expect(stateOf(candidate)).toEqual({ tone: 'done', text: 'Has room' });
    expect(stateOf({ ...candidate, blocked_by: 'offline' }).tone).toBe('bad');
  });
});

describe('the form of a pair', () => {
  const fields = {
    country: 'Kenya',
    operator: ' Safaricom ',
    mcc: '639',
    mnc: ' ',
    prefixes: '+25470, 25471',
    codes: true,
  };

  it('makes what the contracts take', () => {
    expect(NewPair.parse(pairOf({ ...fields, high: true, rest: false, active: false }, 'KE'))).toEqual({
      country: 'KE',
      operator: 'Safaricom',
      mcc: '639',
      mnc: null,
      prefixes: ['25470', '25471'],
      is_high_priority: true,
      takes_rest: false,
      active: false,
      short_codes: true,
    });
  });
});

describe('the search of the pairs', () => {
  const pair: Pair = {
    id: '0123456789abcdef01234567',
    country: 'KE',
    operator: 'Safaricom',
    mcc: '639',
    mnc: '02',
    prefixes: ['25470', '254110'],
    is_high_priority: false,
    takes_rest: false,
    active: true,
    short_codes: false,
    created_at: '2026-11-22T10:00:00.000Z',
    updated_at: '2026-11-22T10:00:00.000Z',
  };

  it.each(['', 'ke', 'kenya', 'SAFARI', '63902', '2547', '+254 701 234 567'])('finds it by %o', (wanted) =>
    expect(fits(pair, wanted)).toBe(true),
  );
  it.each(['Uganda', '254733', '64001', 'sa fari'])('does not find it by %o', (wanted) =>
    expect(fits(pair, wanted)).toBe(false),
  );

  it('tells who has the rest of a country: the only active pair without prefixes, if it is to', () => {
    const rest = { ...pair, id: 'a', prefixes: [], takes_rest: true };
    const other = { ...rest, id: 'b', takes_rest: false };
    expect(takesRest(rest, [pair, rest])).toBe(true);
    expect(takesRest(rest, [rest, other])).toBe(false);
    expect(takesRest(rest, [rest, { ...other, active: false }, { ...other, country: 'UG' }])).toBe(true);
    expect(takesRest(other, [other])).toBe(false);
    expect(takesRest({ ...rest, prefixes: ['2547'] }, [rest])).toBe(false);
  });
});
