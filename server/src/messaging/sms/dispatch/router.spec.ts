import { describe, expect, it } from '@jest/globals';
import { channelRecordWith, channelWith } from '../../../../test/channels.js';
import { NOON } from '../../../../test/messages.js';
import { DAY } from '../../../platform/common/clock.js';
import { Channel } from '../../sim-cards/channel.js';
import { pairWith } from '../../../../test/documents.js';
import { NO_PAIR, type RouteKey, chooseChannel, closedReason, isDetour, routeFor, routeKeyOf } from './router.js';

const recipients = Array.from({ length: 400 }, (_, index) => `+2547${String(10_000_000 + index * 7919)}`);
const four = () => [1, 2, 3, 4].map((id) => channelWith({ id }));
/** Channels of one price. */
const of = (channels: Channel[]) => ({ tiers: [channels] });
const chosen = (channels: Channel[], peer: string) => chooseChannel(of(channels), peer, 1, NOON)?.id;
const simCards = () => 'sim' as const;

const safaricom = pairWith({ operator: 'Safaricom' });
const airtel = pairWith({ operator: 'Airtel' });
const closed = pairWith({ operator: 'Telkom', active: false });
const pairs = new Map([safaricom, airtel, closed].map((pair) => [pair.id, pair]));
const route = (key: RouteKey, channels: Channel[]) => routeFor(key, channels, (id) => pairs.get(id), simCards);
const carriers = (key: RouteKey, channels: Channel[]) => route(key, channels).channels.map(({ id }) => id);

describe('the route of a message', () => {
  it('is its SIM card’s where the caller named one, else its pair’s, else that of all without a pair', () => {
    const pairId = safaricom.id;
    const tried = null;
    expect(routeKeyOf({ pinned: true, channelId: 3, pairId, tried })).toBe(3);
    expect(routeKeyOf({ pinned: false, channelId: 3, pairId, tried })).toBe(pairId);
    expect(routeKeyOf({ pinned: false, channelId: null, pairId: null, tried })).toBe(NO_PAIR);
  });

  it('is one of its own once channels were tried, so that it holds up nobody who may take those', () => {
    const key = routeKeyOf({ pinned: false, channelId: 3, pairId: safaricom.id, tried: '1 3' });
    expect([key, safaricom.id, NO_PAIR, 3].map(isDetour)).toEqual([true, false, false, false]);
    expect(routeKeyOf({ pinned: false, channelId: 3, pairId: null, tried: '3' })).not.toBe(NO_PAIR);
    expect(carriers(key, four())).toEqual([2, 4]);
  });

  it('leaves out what was tried among the channels of its pair, and falls back to no others', () => {
    const channels = [
      channelWith({ id: 1, pairIds: [safaricom.id] }),
      channelWith({ id: 11, pairIds: [safaricom.id] }),
      channelWith({ id: 2 }),
    ];
    expect(carriers(`${safaricom.id} 1`, channels)).toEqual([11]);
    expect(carriers(`${safaricom.id} 1 11`, channels)).toEqual([]);
  });

  const assigned = () => [
    channelWith({ id: 1, pairIds: [safaricom.id] }),
    channelWith({ id: 2, pairIds: [safaricom.id, airtel.id], status: 'inactive' }),
    channelWith({ id: 3 }),
    new Channel(channelRecordWith({ id: 4 })),
  ];

  it('has the SIM cards that are assigned to its pair, whatever state they are in', () => {
    expect(carriers(safaricom.id, assigned())).toEqual([1, 2]);
    expect(carriers(airtel.id, assigned())).toEqual([2]);
  });

  it('has those that are assigned to no pair where its pair has none, where it has no pair, and where that is gone', () => {
    expect(carriers(closed.id, assigned())).toEqual([3, 4]);
    expect(carriers(NO_PAIR, assigned())).toEqual([3, 4]);
    expect(carriers('000000000000000000000000', assigned())).toEqual([3, 4]);
  });

  it('has the named SIM card alone, even one that is assigned to other pairs', () => {
    expect(carriers(1, assigned())).toEqual([1]);
    expect(carriers(9, assigned())).toEqual([]);
  });

  it('has no reserved channel, whatever it is assigned to, unless that is the one named', () => {
    const reserved = channelWith({ id: 5, kind: 'provider', pairIds: [safaricom.id] });
    const plain = channelWith({ id: 6, kind: 'provider' });
    reserved.reserved = plain.reserved = true;
    expect(carriers(safaricom.id, [...assigned(), reserved])).toEqual([1, 2]);
    expect(carriers(`${safaricom.id} 1`, [...assigned(), reserved])).toEqual([2]);
    expect(carriers(safaricom.id, [channelWith({ id: 3 }), reserved])).toEqual([3]);
    expect(carriers(NO_PAIR, [...assigned(), plain])).toEqual([3, 4]);
    expect(carriers(NO_PAIR, [plain])).toEqual([]);
    expect(carriers(5, [...assigned(), reserved])).toEqual([5]);
  });
});

describe('the channel of a message', () => {
  it('is the same for the same recipient, in whatever order the channels are asked', () => {
    for (const peer of recipients) {
      expect(chosen(four(), peer)).toBe(chosen(four().reverse(), peer));
    }
  });

  it('is shared out among the channels', () => {
    const shares = new Map<number | undefined, number>();
    for (const peer of recipients) {
      const id = chosen(four(), peer);
      shares.set(id, (shares.get(id) ?? 0) + 1);
    }
    expect([...shares.keys()].sort()).toEqual([1, 2, 3, 4]);
    for (const share of shares.values()) expect(share).toBeGreaterThan(recipients.length / 8);
  });

  it('changes only for a channel’s own recipients when that channel goes', () => {
    const without = four().filter(({ id }) => id !== 2);
    for (const peer of recipients) {
      const before = chosen(four(), peer);
      if (before !== 2) expect(chosen(without, peer)).toBe(before);
    }
  });

  it('comes back to the recipient’s own when that has room again', () => {
    const channels = [channelWith({ id: 1, window: 1 }), channelWith({ id: 2, window: 1 })];
    const peer = recipients[0] ?? '';
    const own = chooseChannel(of(channels), peer, 1, NOON);
    own?.reserve(NOON);
    const other = chooseChannel(of(channels), peer, 1, NOON);
    expect(other?.id).not.toBe(own?.id);
    own?.release();
    expect(chooseChannel(of(channels), peer, 1, NOON)).toBe(own);
  });

  it('is the least loaded while the recipient’s own has no room', () => {
    const channels = four();
    const peer = recipients[1] ?? '';
    const own = chooseChannel(of(channels), peer, 1, NOON);
    const others = channels.filter((channel) => channel !== own);
    for (let i = 0; i < 100; i++) own?.reserve(NOON);
    others.forEach((channel, index) => {
      for (let i = 0; i < 10 * (others.length - index); i++) channel.reserve(NOON);
    });
    expect(chooseChannel(of(channels), peer, 1, NOON)).toBe(others.at(-1));
  });

  it('is none when none has room', () => {
    const channels = four();
    for (const channel of channels) for (let i = 0; i < 100; i++) channel.reserve(NOON);
    expect(chooseChannel(of(channels), '+254712345678', 1, NOON)).toBeNull();
  });

  it('is none of those that are closed', () => {
    const capped = channelWith({ id: 1, dailyCap: 1 });
    capped.reserve(NOON);
    const offline = new Channel(channelRecordWith({ id: 2 }));
    const channels = [capped, offline, channelWith({ id: 3, status: 'inactive' })];
    for (const peer of recipients) expect(chooseChannel(of(channels), peer, 1, NOON)).toBeNull();
    expect(chooseChannel(of(channels), '+254712345678', 1, NOON + DAY)).toBe(capped);
  });
});

describe('the price of a message', () => {
  const LANE = { urgent: 0, normal: 1, bulk: 2 } as const;
  const sim = (id: number, fields: object = {}) => channelWith({ id, window: 1, ...fields });
  const provider = (id: number, price: number | null, fields: object = {}) =>
    channelWith({ id, kind: 'provider', price, window: 1, ...fields });
  const tiers = (key: RouteKey, channels: Channel[]) =>
    route(key, channels).tiers.map((tier) => tier.map(({ id }) => id));
  const choice = (channels: Channel[], lane: keyof typeof LANE = 'normal', key: RouteKey = NO_PAIR) =>
    chooseChannel(route(key, channels), '+254712345678', LANE[lane], NOON)?.id;
  const fill = (...channels: Channel[]) => {
    for (const channel of channels) channel.reserve(NOON);
  };

  it('puts channels into tiers, the cheapest first: SIM cards cost nothing', () => {
    const channels = [
      provider(1, 800_000),
      sim(2),
      provider(3, 250_000),
      provider(4, 800_000),
      sim(5),
      provider(6, null),
    ];
    expect(tiers(NO_PAIR, channels)).toEqual([[2, 5, 6], [3], [1, 4]]);
  });

  it('is that for the message’s pair where the provider has one', () => {
    const prices = { [safaricom.id]: 900_000 };
    const channels = [provider(1, 100_000, { prices }), provider(2, 500_000)];
    expect(tiers(safaricom.id, channels)).toEqual([[2], [1]]);
    expect(tiers(airtel.id, channels)).toEqual([[1], [2]]);
    expect(tiers(NO_PAIR, channels)).toEqual([[1], [2]]);
    expect(tiers(`${safaricom.id} 7`, channels)).toEqual([[2], [1]]);
  });

  it('decides before anything else: the cheapest that is open carries every recipient’s messages', () => {
    const channels = [provider(1, 800_000), provider(2, 250_000), provider(3, 900_000)];
    for (const peer of recipients) expect(chooseChannel(route(NO_PAIR, channels), peer, 1, NOON)?.id).toBe(2);
  });

  it.each([
    ['offline', () => new Channel(channelRecordWith({ id: 1 }))],
    ['inactive', () => sim(1, { status: 'inactive' })],
    [
      'at its daily cap',
      () => {
        const capped = sim(1, { dailyCap: 1, window: 5 });
        fill(capped);
        return capped;
      },
    ],
  ])('has a cheaper channel that is %s passed over', (_, make) => {
    const channels = [make(), provider(2, 250_000), provider(3, 800_000)];
    expect(choice(channels)).toBe(2);
    expect(choice(channels, 'bulk')).toBe(2);
  });

  it('has a cheaper channel that is full for the moment waited for, but not by urgent messages', () => {
    const [cheap, dearer, dearest] = [sim(1), provider(2, 250_000), provider(3, 800_000)];
    fill(cheap);
    const channels = [dearest, cheap, dearer];
    expect(choice(channels, 'normal')).toBeUndefined();
    expect(choice(channels, 'bulk')).toBeUndefined();
    expect(choice(channels, 'urgent')).toBe(2);
    fill(dearer);
    expect(choice(channels, 'urgent')).toBe(3);
    fill(dearest);
    expect(choice(channels, 'urgent')).toBeUndefined();
    cheap.release();
    expect(choice(channels, 'urgent')).toBe(1);
  });

  it('has one whose rate is used up waited for, too', () => {
    const cheap = provider(1, 100_000, { ratePerMinute: 60, window: 10 });
    fill(cheap);
    expect(cheap.blockedBy(NOON)).toBe('rate');
    expect(choice([cheap, provider(2, 250_000)], 'normal')).toBeUndefined();
    expect(choice([cheap, provider(2, 250_000)], 'urgent')).toBe(2);
  });

  it('leaves the choice within a tier to the recipient: while its own is full, another of the same price takes its place', () => {
    const channels = [provider(1, 250_000), provider(2, 250_000), provider(3, 800_000)];
    const own = choice(channels);
    fill(...channels.filter(({ id }) => id === own));
    expect(choice(channels)).toBe(own === 1 ? 2 : 1);
  });

  it('matters nothing to a message that names its channel', () => {
    const channels = [sim(1), provider(2, 800_000)];
    expect(choice(channels, 'normal', 2)).toBe(2);
  });
});

describe('why a message waits', () => {
  const offline = () => new Channel(channelRecordWith({ id: 1 }));
  const inactive = () => channelWith({ id: 2, status: 'inactive' });
  const capped = () => {
    const channel = channelWith({ id: 3, dailyCap: 1 });
    channel.reserve(NOON);
    return channel;
  };

  it('is nothing when a channel is open, even one whose window is full', () => {
    const full = channelWith({ window: 1 });
    full.reserve(NOON);
    expect(closedReason(route(NO_PAIR, [offline(), full]), NOON)).toBeNull();
  });

  it.each([
    ['there is none', [], 'there is no SIM card or provider yet'],
    ['all are offline', [offline()], 'every SIM card is offline'],
    ['all are inactive', [inactive()], 'every SIM card is inactive'],
    ['those in service are at their cap', [offline(), inactive(), capped()], 'daily cap'],
    ['the active ones are offline', [inactive(), offline()], 'every SIM card is offline'],
  ])('is said when %s', (_, channels, reason) => {
    expect(closedReason(route(NO_PAIR, channels), NOON)).toContain(reason);
  });

  it.each([
    [1, 'its SIM card is offline'],
    [2, 'its SIM card is inactive'],
    [3, 'its SIM card in service has reached its daily cap'],
    [9, 'its SIM card was removed'],
  ])('is that of SIM card %i where it was named', (key, reason) => {
    const channels = [offline(), inactive(), capped(), channelWith({ id: 4 })];
    expect(closedReason(route(key, channels), NOON)).toContain(reason);
  });

  it('speaks of providers, or of channels where there are both', () => {
    const provider = (online: boolean) => {
      const channel = new Channel(channelRecordWith({ id: 7, kind: 'provider' }));
      channel.online = online;
      return channel;
    };
    expect(closedReason(route(NO_PAIR, [provider(false)]), NOON)).toBe('every provider is offline');
    expect(closedReason(route(NO_PAIR, [offline(), provider(false)]), NOON)).toBe('every channel is offline');
    expect(closedReason(route(NO_PAIR, [offline(), provider(true)]), NOON)).toBeNull();
    expect(closedReason(route(`${NO_PAIR} 1`, [offline(), provider(false)]), NOON)).toBe(
      'every other provider is offline',
    );
    expect(closedReason(route(`${NO_PAIR} 1 7`, [offline(), provider(true)]), NOON)).toBe('there is no other channel');
    expect(
      closedReason(route(safaricom.id, [channelWith({ id: 1, pairIds: [airtel.id], kind: 'provider' })]), NOON),
    ).toBe('no provider serves the pair KE Safaricom');
  });

  it('knows a removed provider from a removed SIM card', () => {
    const gone = (kind: 'sim' | 'provider') =>
      routeFor(
        9,
        [],
        () => undefined,
        () => kind,
      );
    expect(closedReason(gone('provider'), NOON)).toBe('its provider was removed');
    expect(closedReason(gone('sim'), NOON)).toBe('its SIM card was removed');
  });

  describe('for a pair', () => {
    const only = (...pairIds: string[]) => channelWith({ id: 5, pairIds });

    it('is that the pair is inactive, although a SIM card could carry it', () => {
      expect(closedReason(route(closed.id, [only(closed.id)]), NOON)).toBe('the pair KE Telkom is inactive');
    });

    it('names the pair whose SIM cards are all closed', () => {
      const channels = [channelWith({ id: 1 }), channelWith({ id: 2, status: 'inactive', pairIds: [airtel.id] })];
      const reason = 'every SIM card that serves the pair KE Airtel is inactive';
      expect(closedReason(route(airtel.id, channels), NOON)).toBe(reason);
      expect(closedReason(route(safaricom.id, channels), NOON)).toBeNull();
    });

    it('is that no SIM card serves it when all are assigned to others', () => {
      const channels = [only(airtel.id)];
      expect(closedReason(route(safaricom.id, channels), NOON)).toBe('no SIM card serves the pair KE Safaricom');
      expect(closedReason(route(NO_PAIR, channels), NOON)).toBe('no SIM card serves numbers without a pair');
    });

    it('does not blame the SIM cards that serve pairs where numbers without one cannot go', () => {
      const channels = [only(airtel.id), new Channel(channelRecordWith({ id: 1 }))];
      expect(closedReason(route(NO_PAIR, channels), NOON)).toBe('every SIM card without a pair is offline');
    });

    it('fits its column whatever the operator is called', () => {
      const long = pairWith({ operator: 'o'.repeat(64) });
      const channel = channelWith({ dailyCap: 1, pairIds: [long.id] });
      channel.reserve(NOON);
      const reason = closedReason(
        routeFor(long.id, [channel], () => long, simCards),
        NOON,
      );
      expect(reason).toMatch(/daily cap/);
      expect(reason?.length).toBeLessThanOrEqual(200);
    });
  });
});
