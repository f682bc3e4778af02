import { describe, expect, it } from '@jest/globals';
import type { OpenChannel } from '../../insight/alerts/channels/alert-channel.js';
import { botsOf, isShown } from './bot.js';

const channel = (id: number, fields: { token?: string; chats?: string[]; hook?: string } = {}): OpenChannel => ({
  id,
  name: `channel ${id}`,
  userId: null,
  settings: { chat_id: '1', command_chats: fields.chats ?? ['77'], webhook: fields.hook !== undefined },
  secrets: { token: fields.token ?? '12:aa', ...(fields.hook !== undefined && { hook: fields.hook }) },
});

describe('the bots of channels', () => {
  it('are heard for the chats of all their channels, and not where nobody is obeyed', () => {
    const bots = botsOf([channel(3, { chats: ['5'] }), channel(2), channel(4, { token: '13:bb', chats: [] })], true);
    expect(bots).toEqual([{ token: '12:aa', id: '12', channelIds: [2, 3], chats: new Set(['77', '5']), hook: null }]);
  });

  it('are called by Telegram at the door of the first channel that says so, where Telegram reaches it', () => {
    const channels = [channel(2), channel(3, { hook: 'x' }), channel(4, { hook: 'y' })];
    expect(botsOf(channels, true)).toMatchObject([{ channelIds: [2, 3, 4], hook: { channelId: 3, secret: 'x' } }]);
    expect(botsOf(channels, false)).toMatchObject([{ hook: null }]);
  });

  it('know Telegram by what it shows, all of it', () => {
    expect(isShown('secret', 'secret')).toBe(true);
    for (const other of ['', 'secre', 'secrets', 'Secret']) expect(isShown(other, 'secret')).toBe(false);
  });
});
