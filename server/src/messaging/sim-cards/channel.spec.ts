import { describe, expect, it } from '@jest/globals';
import { channelRecordWith, channelWith } from '../../../test/channels.js';
import { NOON } from '../../../test/messages.js';
import { DAY, nextMidnight } from '../../platform/common/clock.js';
import { Channel } from './channel.js';

describe('a channel', () => {
  it('takes messages when it is active, online and idle', () => {
    expect(channelWith().closedBy(NOON)).toBeNull();
    expect(channelWith().blockedBy(NOON)).toBeNull();
  });

  it('is offline until its worker says otherwise', () => {
    expect(new Channel(channelRecordWith()).closedBy(NOON)).toBe('offline');
  });

  it('is closed by an admin before anything else', () => {
    const channel = new Channel(channelRecordWith({ status: 'inactive', dailyCap: 1 }));
    expect(channel.closedBy(NOON)).toBe('inactive');
    expect(channel.blockedBy(NOON)).toBe('inactive');
  });

  describe('with a window', () => {
    it('is blocked while it is full, and free again with each message that leaves', () => {
      const channel = channelWith({ window: 2 });
      channel.reserve(NOON);
      expect(channel.blockedBy(NOON)).toBeNull();
      channel.reserve(NOON);
      expect(channel.blockedBy(NOON)).toBe('window');
      expect(channel.closedBy(NOON)).toBeNull();
      channel.release();
      expect(channel.blockedBy(NOON)).toBeNull();
    });

    it('counts what was at the worker when the server began', () => {
      const channel = channelWith({ window: 1 });
      channel.restoreInFlight();
      expect(channel.blockedBy(NOON)).toBe('window');
      expect(channel.sentOn(NOON)).toBe(0);
    });

    it('never counts below nothing', () => {
      const channel = channelWith({ window: 1 });
      channel.release();
      channel.reserve(NOON);
      expect(channel.inFlight).toBe(1);
    });

    it('has all its room at a worker that has it now, whatever is at the one before', () => {
      const channel = channelWith({ window: 2, workerId: 'before' });
      for (let i = 0; i < 2; i++) channel.reserve(NOON);
      channel.update({ ...channel.record, workerId: 'after' });
      channel.reserve(NOON);
      expect(channel.inFlight).toBe(1);
      channel.release('before');
      expect(channel.inFlight).toBe(1);
      channel.release('after');
      expect(channel.inFlight).toBe(0);
      channel.update({ ...channel.record, workerId: 'before' });
      expect(channel.inFlight).toBe(1);
    });

    it('says how loaded it is', () => {
      const channel = channelWith({ window: 4 });
      expect(channel.load).toBe(0);
      channel.reserve(NOON);
      expect(channel.load).toBe(0.25);
    });
  });

  describe('with a daily cap', () => {
    it('is closed once it is reached, until midnight UTC', () => {
      const channel = channelWith({ dailyCap: 2 });
      channel.reserve(NOON);
      expect(channel.closedBy(NOON)).toBeNull();
      channel.reserve(NOON);
      expect(channel.closedBy(NOON)).toBe('daily cap');
      expect(channel.closedBy(nextMidnight(NOON) - 1)).toBe('daily cap');
      expect(channel.closedBy(nextMidnight(NOON))).toBeNull();
    });

    it('starts each day at nothing', () => {
      const channel = channelWith({ dailyCap: 10 });
      channel.reserve(NOON);
      channel.reserve(NOON + DAY);
      expect(channel.sentOn(NOON + DAY)).toBe(1);
    });

    it('remembers over a restart what was sent today', () => {
      const channel = channelWith({ dailyCap: 5 });
      channel.restoreSent(5, NOON);
      expect(channel.closedBy(NOON)).toBe('daily cap');
      expect(channel.closedBy(NOON + DAY)).toBeNull();
    });

    it('does not count a message that was not dispatched after all', () => {
      const channel = channelWith({ dailyCap: 1, window: 1 });
      channel.reserve(NOON);
      channel.giveBack(NOON);
      expect(channel.blockedBy(NOON)).toBeNull();
      expect(channel.sentOn(NOON)).toBe(0);
    });

    it('keeps counting a message that left for the network', () => {
      const channel = channelWith({ dailyCap: 1 });
      channel.reserve(NOON);
      channel.release();
      expect(channel.closedBy(NOON)).toBe('daily cap');
    });
  });

  describe('with a rate', () => {
    it('is blocked until the next token', () => {
      const channel = channelWith({ ratePerMinute: 60 });
      const now = Date.now();
      channel.reserve(now);
      expect(channel.blockedBy(now)).toBe('rate');
      expect(channel.closedBy(now)).toBeNull();
      expect(channel.blockedBy(now + 1000)).toBeNull();
    });

    it('keeps its bucket when something else is changed, and gets another with another rate', () => {
      const channel = channelWith({ ratePerMinute: 60 });
      const now = Date.now();
      channel.reserve(now);
      channel.update({ ...channel.record, label: 'front desk' });
      expect(channel.blockedBy(now)).toBe('rate');
      channel.update({ ...channel.record, ratePerMinute: 6000 });
      expect(channel.blockedBy(Date.now())).toBeNull();
      channel.update({ ...channel.record, ratePerMinute: null });
      for (let i = 0; i < 50; i++) channel.reserve(now);
      expect(channel.blockedBy(now)).toBeNull();
    });
  });
});
