import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { TelegramUpdate } from '@signalbox/contracts/telegram';
import type { LeasesService } from '../../platform/leases/leases.service.js';
import type { ScheduleService } from '../../platform/schedule/schedule.service.js';
import type { Bot } from './bot.js';
import type { TelegramBotsService } from './telegram-bots.service.js';
import type { TelegramClientService } from './telegram-client.service.js';
import type { TelegramCommandsService } from './telegram-commands.service.js';
import { TelegramDoorService } from './telegram-door.service.js';
import { TelegramHearingService } from './telegram-hearing.service.js';
import type { TelegramUpdateRepository } from './telegram-update.repository.js';
import { TelegramUpdatesService } from './telegram-updates.service.js';

const BOT: Bot = { token: '12:aa', id: '12', channelIds: [3], chats: new Set(['77']), hook: null };
const HOOKED: Bot = { ...BOT, hook: { channelId: 3, secret: 'shown' } };
const says = (id: number, text: string, chat = 77): TelegramUpdate => ({
  update_id: id,
  message: { text, chat: { id: chat }, from: { username: 'amina' } },
});

/** A server over rows, a Telegram and channels that the test plays. */
function server(bots: (Bot | null)[]) {
  const told: string[] = [];
  const rows = new Set<string>();
  const said = { updates: [] as TelegramUpdate[], fails: null as Error | null };
  const last = bots.at(-1) ?? null;
  const list = {
    all: () => Promise.resolve([bots[0] ?? BOT]),
    find: () => Promise.resolve(bots.length > 0 ? (bots.shift() ?? null) : last),
    atDoor: (id: number) => Promise.resolve(last?.hook?.channelId === id ? last : null),
    doorOf: ({ hook }: Bot) => hook && { url: 'https://x/3', secret: hook.secret },
    noteUnheard: (_: Bot, why: string | null) => Promise.resolve(void told.push(`room: ${why ?? 'well'}`)),
  } as unknown as TelegramBotsService;
  const telegram = {
    callAt: (_: string, door: { url: string } | null) => {
      told.push(door === null ? 'ask' : `call ${door.url}`);
      return said.fails ? Promise.reject(said.fails) : Promise.resolve();
    },
    updates: (_: string, offset: number) =>
      Promise.resolve(said.updates.filter(({ update_id: id }) => id >= offset)).finally(() => told.push('asked')),
    send: (_: string, chat: string, html: string) => {
      told.push(`${chat}: ${html}`);
      return said.fails ? Promise.reject(said.fails) : Promise.resolve('message 1');
    },
  } as unknown as TelegramClientService;
  const repository = {
    take: (bot: string, id: number) => Promise.resolve(!rows.has(`${bot} ${id}`) && !!rows.add(`${bot} ${id}`)),
  } as unknown as TelegramUpdateRepository;
  const commands = { answer: (text: string) => Promise.resolve(`did ${text}`) } as unknown as TelegramCommandsService;
  const schedule = { add: () => undefined } as unknown as ScheduleService;
  const leases = {
    hold: (_: string, work: (held: object) => unknown) => work({ signal: new AbortController().signal }),
  } as unknown as LeasesService;
  const updates = new TelegramUpdatesService(repository, telegram, commands, schedule);
  const hearing = new TelegramHearingService(list, telegram, updates, leases);
  return { told, said, updates, hearing, door: new TelegramDoorService(list, updates) };
}

/** Lets what is under way come to its next wait, then ends it. */
async function heard({ hearing }: ReturnType<typeof server>): Promise<void> {
  await hearing.look();
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  await hearing.beforeApplicationShutdown();
}

beforeAll(() => void jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined));
afterAll(() => void jest.restoreAllMocks());

describe('a bot that is heard', () => {
  it('has Telegram not call where it is asked, and what was said obeyed once', async () => {
    const one = server([BOT, BOT, null]);
    one.said.updates = [says(5, '/status'), says(6, '/status', 666)];
    await heard(one);
    expect(one.told).toEqual(['ask', 'asked', '77: did /status', 'room: well', 'asked']);
    // As a server that begins anew hears it.
    expect(await one.updates.take(BOT, says(5, '/status'))).toBe(false);
  });

  it('has Telegram told where to call, and nobody ask', async () => {
    const one = server([HOOKED]);
    await heard(one);
    expect(one.told).toEqual(['call https://x/3', 'room: well']);
  });

  it('says in its room why it is not heard', async () => {
    const one = server([HOOKED]);
    one.said.fails = new Error('Telegram says 400: bad webhook');
    await heard(one);
    expect(one.told).toEqual(['call https://x/3', 'room: Telegram says 400: bad webhook']);
  });
});

describe('the door of a channel', () => {
  it('is for Telegram alone, and says of no channel whether it is there', async () => {
    const { door, told } = server([HOOKED]);
    for (const [id, shown] of [
      [3, 'other'],
      [3, undefined],
      [4, 'shown'],
    ] as const) {
      await expect(door.take(id, shown, says(1, '/status'))).rejects.toMatchObject({ status: 401 });
    }
    expect(told).toEqual([]);
  });

  it('takes what could not be answered, too: it was obeyed', async () => {
    const one = server([HOOKED]);
    one.said.fails = new Error('connect ECONNREFUSED');
    expect(await one.door.take(3, 'shown', says(1, '/ack 4'))).toEqual({ ok: true });
    one.said.fails = null;
    expect(await one.door.take(3, 'shown', says(1, '/ack 4'))).toEqual({ ok: true });
    expect(one.told).toEqual(['77: did /ack 4']);
  });
});
