import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Subject } from 'rxjs';
import { channelWith } from '../../../../test/channels.js';
import { messageWith } from '../../../../test/messages.js';
import type { PairsService } from '../../pairs/pairs.service.js';
import type { ChannelsService } from '../../sim-cards/channels.service.js';
import type { Message } from '../message.js';
import type { MessageRepository } from '../message.repository.js';
import type { Config } from '../../../platform/config/config.js';
import type { ChangeWriterService } from '../status/change-writer.service.js';
import type { OptedOutService } from '../status/opted-out.service.js';
import type { DispatchPaceService } from './dispatch-pace.service.js';
import { DispatcherService } from './dispatcher.service.js';
import type { InFlightService } from './in-flight.service.js';
import { QueueService } from './queue.service.js';
import { RoutingService } from './routing.service.js';

describe('the dispatcher', () => {
  const channel = channelWith({ id: 1, window: 100_000 });
  const disk: (() => void)[] = [];
  let queue: QueueService;
  let dispatcher: DispatcherService;
  const optedOut = new Set<string>();
  let taken: { messages: readonly Message[]; done: (changed: boolean[]) => void; fail: (error: Error) => void }[];
  beforeEach(() => {
    jest.useFakeTimers();
    disk.length = 0;
    optedOut.clear();
    taken = [];
    const channels = { all: [channel], find: () => channel, kindOf: () => 'sim' } as unknown as ChannelsService;
    const routing = new RoutingService(
      channels,
      { find: () => undefined } as unknown as PairsService,
      { changed: new Subject(), status: new Subject(), moved: new Subject(), contested: new Subject() },
      { changed: new Subject() },
      { env: { SHORT_CODES: false } } as Config,
    );
    const pace = { take: () => true } as unknown as DispatchPaceService;
    queue = new QueueService({} as MessageRepository, routing, pace);
    const writer = {
      write: () => new Promise<boolean>((resolve) => disk.push(() => resolve(true))),
    } as unknown as ChangeWriterService;
    dispatcher = new DispatcherService(
      queue,
      routing,
      { dispatch: () => undefined } as unknown as InFlightService,
      writer,
      {
        keepsBack: ({ peer, regardless }: Message) => !regardless && optedOut.has(peer),
        takeBack: (messages: readonly Message[]) =>
          new Promise<boolean[]>((done, fail) => taken.push({ messages, done, fail })),
      } as unknown as OptedOutService,
    );
  });
  afterEach(() => {
    dispatcher.onModuleDestroy();
    jest.useRealTimers();
  });

  it('has no more on its way to a slow disk than it may, and goes on as that takes them', async () => {
    for (let index = 0; index < 3_000; index++) queue.room.enter(messageWith());
    dispatcher.wake();
    await jest.advanceTimersByTimeAsync(1_000);
    expect([disk.length, queue.room.size]).toEqual([500, 2_500]);
    for (const done of disk.splice(0, 200)) done();
    await jest.advanceTimersByTimeAsync(1_000);
    expect([disk.length, queue.room.size]).toEqual([500, 2_300]);
  });

  it('takes what has expired out of the room and leaves its end to others', async () => {
    queue.room.enter(messageWith({ expiresAt: Date.now() - 1 }));
    dispatcher.wake();
    await jest.advanceTimersByTimeAsync(100);
    expect([disk.length, queue.room.size]).toEqual([0, 0]);
  });

  it('keeps back, together, those whose recipients have opted out since, and lets go what is sent regardless', async () => {
    optedOut.add('+254712000001');
    const [one, two] = [messageWith({ peer: '+254712000001' }), messageWith({ peer: '+254712000001' })];
    for (const message of [one, messageWith(), two, messageWith({ peer: '+254712000001', regardless: true })]) {
      queue.room.enter(message);
    }
    dispatcher.wake();
    await jest.advanceTimersByTimeAsync(100);
    expect([disk.length, queue.room.size]).toEqual([2, 0]);
    expect(taken.map(({ messages }) => messages)).toEqual([[one, two]]);
  });

  it('has those read again that could not be taken back, or need not be any more', async () => {
    optedOut.add('+254712000001');
    const left = () => [...queue.backlog(1).entries()].length;
    queue.room.enter(messageWith({ peer: '+254712000001' }));
    dispatcher.wake();
    await jest.advanceTimersByTimeAsync(100);
    taken[0]?.done([true]);
    await jest.advanceTimersByTimeAsync(1);
    expect(left()).toBe(0);
    queue.room.enter(messageWith({ peer: '+254712000001' }));
    dispatcher.wake();
    await jest.advanceTimersByTimeAsync(100);
    taken[1]?.fail(new Error('the database is away'));
    await jest.advanceTimersByTimeAsync(1);
    expect([left(), disk.length]).toEqual([1, 0]);
  });

  it('leaves those of a route that closed in the database, and writes nothing for it', async () => {
    channel.inFlight = channel.record.window;
    for (let index = 0; index < 300; index++) queue.room.enter(messageWith());
    channel.online = false;
    dispatcher.wake();
    await jest.advanceTimersByTimeAsync(100);
    [channel.online, channel.inFlight] = [true, 0];
    expect([disk.length, queue.room.size]).toEqual([0, 0]);
    expect([...queue.backlog(1).entries()].map(([key]) => key)).toEqual(['any']);
  });
});
