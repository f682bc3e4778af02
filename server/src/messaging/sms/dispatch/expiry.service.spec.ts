import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { isWaiting } from '@signalbox/contracts/statuses';
import { messageWith } from '../../../../test/messages.js';
import { type ChangeBuilder, commit } from '../change.js';
import { type Message, hasExpired } from '../message.js';
import type { MessageRepository } from '../message.repository.js';
import type { ChangeWriterService } from '../status/change-writer.service.js';
import { MassChangesService } from '../status/mass-changes.service.js';
import { ExpiryService } from './expiry.service.js';
import type { QueueService } from './queue.service.js';
import { WaitingRoom } from './waiting-room.js';

describe('what expires while it waits', () => {
  let table: Message[];
  let writing: number;
  let most: number;
  let failing: boolean;
  let expiry: ExpiryService;
  const room = new WaitingRoom({ perLane: 10_000, perRoute: 10_000, least: 1, ahead: 1 });
  beforeEach(() => {
    jest.useFakeTimers();
    [table, writing, most, failing] = [[], 0, 0, false];
    const repository = {
      expired: (by: number, limit: number) =>
        Promise.resolve(table.filter((row) => isWaiting(row.status) && hasExpired(row, by)).slice(0, limit)),
    } as unknown as MessageRepository;
    const writer = {
      change: async (message: Message, make: (message: Message) => ChangeBuilder | null) => {
        if (failing) throw new Error('the database is away');
        most = Math.max(most, ++writing);
        await new Promise((resolve) => setTimeout(resolve, 5));
        writing -= 1;
        const change = make(message)?.build();
        if (change) commit(change);
        return change !== undefined && change !== null;
      },
    } as unknown as ChangeWriterService;
    expiry = new ExpiryService(repository, { room } as QueueService, new MassChangesService(writer));
  });
  afterEach(() => {
    expiry.onModuleDestroy();
    jest.useRealTimers();
  });

  const store = (count: number, fields: Partial<Message>) => {
    for (let index = 0; index < count; index++) table.push(messageWith({ expiresAt: Date.now() + 1_000, ...fields }));
  };
  const expired = () => table.filter(({ status }) => status === 'expired').length;

  it('is ended within some seconds, due, scheduled or held, and leaves the room', async () => {
    store(1, {});
    store(1, { status: 'scheduled', dueAt: Date.now() + 60_000 });
    store(1, { dueAt: Date.now() + 60_000, reason: 'its program is paused' });
    store(1, { expiresAt: null });
    for (const message of table) room.enter(message);
    expiry.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(7_000);
    expect(table.map(({ status, reason }) => `${status}: ${reason}`)).toEqual([
      ...Array.from({ length: 3 }, () => 'expired: its validity passed in the queue'),
      'queued: null',
    ]);
    expect(room.size).toBe(1);
  });

  it('is ended a page at a time when it is many', async () => {
    store(5_000, {});
    expiry.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(7_000);
    expect(expired()).toBe(5_000);
    expect(most).toBe(100);
  });

  it('is ended later when it could not be now', async () => {
    store(3, {});
    failing = true;
    expiry.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(7_000);
    expect(expired()).toBe(0);
    failing = false;
    await jest.advanceTimersByTimeAsync(7_000);
    expect(expired()).toBe(3);
  });
});
