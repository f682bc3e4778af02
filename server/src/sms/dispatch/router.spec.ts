import { describe, expect, it } from '@jest/globals';
import { channelRecordWith, channelWith } from '../../../test/channels.js';
import { NOON } from '../../../test/messages.js';
import { DAY } from '../../common/clock.js';
import { Channel } from '../../sim-cards/channel.js';
import { chooseChannel, closedReason, routeOf, serves } from './router.js';

const recipients = Array.from({ length: 400 }, (_, index) => `+2547${String(10_000_000 + index * 7919)}`);
const four = () => [1, 2, 3, 4].map((id) => channelWith({ id }));
const chosen = (channels: Channel[], peer: string) => chooseChannel(channels, 'any', peer, NOON)?.id;

describe('the route of a message', () => {
  it('is its SIM card’s where the caller named one, else anybody’s', () => {
    expect(routeOf({ pinned: true, channelId: 3 })).toBe(3);
    expect(routeOf({ pinned: false, channelId: 3 })).toBe('any');
    expect(routeOf({ pinned: false, channelId: null })).toBe('any');
  });

  it('is served by that SIM card alone', () => {
    const channel = channelWith({ id: 3 });
    expect([serves(channel, 3), serves(channel, 4), serves(channel, 'any')]).toEqual([true, false, true]);
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
    const own = chooseChannel(channels, 'any', peer, NOON);
    own?.reserve(NOON);
    const other = chooseChannel(channels, 'any', peer, NOON);
    expect(other?.id).not.toBe(own?.id);
    own?.release();
    expect(chooseChannel(channels, 'any', peer, NOON)).toBe(own);
  });

  it('is the least loaded while the recipient’s own has no room', () => {
    const channels = four();
    const peer = recipients[1] ?? '';
    const own = chooseChannel(channels, 'any', peer, NOON);
    const others = channels.filter((channel) => channel !== own);
    for (let i = 0; i < 100; i++) own?.reserve(NOON);
    others.forEach((channel, index) => {
      for (let i = 0; i < 10 * (others.length - index); i++) channel.reserve(NOON);
    });
    expect(chooseChannel(channels, 'any', peer, NOON)).toBe(others.at(-1));
  });

  it('is none when none has room', () => {
    const channels = four();
    for (const channel of channels) for (let i = 0; i < 100; i++) channel.reserve(NOON);
    expect(chooseChannel(channels, 'any', '+254712345678', NOON)).toBeNull();
  });

  it('is none of those that are closed', () => {
    const capped = channelWith({ id: 1, dailyCap: 1 });
    capped.reserve(NOON);
    const offline = new Channel(channelRecordWith({ id: 2 }));
    const channels = [capped, offline, channelWith({ id: 3, status: 'inactive' })];
    for (const peer of recipients) expect(chooseChannel(channels, 'any', peer, NOON)).toBeNull();
    expect(chooseChannel(channels, 'any', '+254712345678', NOON + DAY)).toBe(capped);
  });

  it('is never another than the named one', () => {
    for (const peer of recipients) expect(chooseChannel(four(), 3, peer, NOON)?.id).toBe(3);
    expect(chooseChannel(four(), 9, '+254712345678', NOON)).toBeNull();
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
    expect(closedReason([offline(), full], 'any', NOON)).toBeNull();
  });

  it.each([
    ['there is none', [], 'there is no SIM card yet'],
    ['all are offline', [offline()], 'every SIM card is offline'],
    ['all are inactive', [inactive()], 'every SIM card is inactive'],
    ['those in service are at their cap', [offline(), inactive(), capped()], 'daily cap'],
    ['the active ones are offline', [inactive(), offline()], 'every SIM card is offline'],
  ])('is said when %s', (_, channels, reason) => {
    expect(closedReason(channels, 'any', NOON)).toContain(reason);
  });

  it.each([
    [1, 'its SIM card is offline'],
    [2, 'its SIM card is inactive'],
    [3, 'its SIM card in service has reached its daily cap'],
    [9, 'its SIM card was removed'],
  ])('is that of SIM card %i where it was named', (route, reason) => {
    expect(closedReason([offline(), inactive(), capped(), channelWith({ id: 4 })], route, NOON)).toContain(reason);
  });
});
