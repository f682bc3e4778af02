import type { SimCard } from '@signalbox/contracts/sim-cards';
import { describe, expect, it } from 'vitest';
import { timeAt } from '../../testing/live';
import { factsOf, registrationWords, removedName, withStatus } from './sim-words';

const sim: SimCard = {
  id: 3,
  number: '+254700000003',
  label: null,
  status: 'active',
  online: true,
  worker_id: 'local',
  driver: 'gsm',
  trouble: null,
  registration: 'roaming',
  iccid: '8925402000000000003',
  imei: null,
  imsi: null,
  operator: 'Safaricom',
  signal: 20,
  rate_per_minute: null,
  daily_cap: null,
  window: 100,
  pair_ids: [],
  sent_today: 0,
  in_flight: 0,
  created_at: timeAt(0),
  updated_at: timeAt(0),
};

describe('a SIM card in words', () => {
  it('says how it stands with its network', () => {
    expect(registrationWords(sim)).toBe('Roaming');
    expect(registrationWords({ registration: null })).toBeNull();
  });

  it('has the facts that are known, the signal also in dBm', () => {
    const facts = new Map(factsOf(sim).map(({ name, value }) => [name, value]));
    expect(facts.get('Signal')).toBe('20 of 31, -73 dBm');
    expect(facts.get('ICCID')).toBe('8925402000000000003');
    expect(facts.get('IMSI')).toBeNull();
  });

  it('follows what the live socket tells of it, and nothing else', () => {
    const told = {
      id: 3,
      kind: 'sim' as const,
      number: null,
      label: null,
      online: false,
      trouble: 'it wants its PUK',
      signal: null,
      registration: 'denied' as const,
      operator: null,
      timestamp: timeAt(1),
    };
    expect(withStatus([sim], told)[0]).toMatchObject({ online: false, trouble: 'it wants its PUK', signal: null });
    expect(withStatus([sim], { ...told, id: 4 })[0]).toBe(sim);
    expect(withStatus([sim], { ...told, kind: 'provider' })[0]).toBe(sim);
  });
});

it('names a removed SIM card by what is known of it', () => {
  const bare = { id: 3, label: null, number: null, iccid: null, operator: null, held_by: null, removed_at: timeAt(0) };
  expect(removedName({ ...bare, label: 'Rack 1', number: '+254700000003' })).toBe('Rack 1');
  expect(removedName({ ...bare, number: '+254700000003' })).toBe('+254700000003');
  expect(removedName({ ...bare, iccid: '8925402000000000003' })).toBe('SIM 3, 8925402000000000003');
  expect(removedName(bare)).toBe('SIM 3');
});
