import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Subject } from 'rxjs';
import { isWaiting } from '@signalbox/contracts/statuses';
import { channelWith } from '../../../../test/channels.js';
import { pairWith } from '../../../../test/documents.js';
import { messageWith } from '../../../../test/messages.js';
import { PairBook } from '../../pairs/pair-book.js';
import type { PairsService } from '../../pairs/pairs.service.js';
import type { Channel } from '../../sim-cards/channel.js';
import type { ChannelsService } from '../../sim-cards/channels.service.js';
import type { ChangeBuilder } from '../change.js';
import { commit } from '../change.js';
import type { Lane, Message } from '../message.js';
import type { MessageRepository, QueuePosition, StoredMessage } from '../message.repository.js';
import type { Config } from '../../../platform/config/config.js';
import type { ChangeWriterService } from '../status/change-writer.service.js';
import { MassChangesService } from '../status/mass-changes.service.js';
import type { OptedOutService } from '../status/opted-out.service.js';
import { BacklogService } from './backlog.service.js';
import type { DispatchPaceService } from './dispatch-pace.service.js';
import { DispatcherService } from './dispatcher.service.js';
import type { InFlightService } from './in-flight.service.js';
import { QueueService } from './queue.service.js';
import { RoutingService } from './routing.service.js';
import { WaitingRoom } from './waiting-room.js';

const A = pairWith({ operator: 'A' });
const B = pairWith({ operator: 'B', prefixes: [] });
/** A tick of the reader, and a little. */
const TICK = 510;

/** The queue on a table in memory, with two channels, one for each pair, and little room. */
class Bench {
  readonly table: StoredMessage[] = [];
  readonly channels = [channelWith({ id: 1, pairIds: [A.id] }), channelWith({ id: 2, pairIds: [B.id] })] as const;
  readonly changed = new Subject<void>();
  pairs = new PairBook([A, B]);
  readonly queue: QueueService;
  readonly backlog: BacklogService;
  readonly dispatcher: DispatcherService;
  readonly sent: Message[] = [];
  reads = 0;
  /** Rows that were read, whatever of them; and whole messages. */
  rows = 0;
  fetched = 0;
  writes = 0;
  removed = new Set<number>();
  /** What happens while the next page is on its way. */
  meanwhile: (() => void) | null = null;

  constructor() {
    const repository = {
      findMany: (ids: string[]) => {
        this.fetched += ids.length;
        const asked = new Set(ids);
        return Promise.resolve(this.table.filter(({ id }) => asked.has(id)));
      },
      waiting: (lane: Lane, after: QueuePosition, until: number, limit: number) => {
        this.reads += 1;
        const isAfter = ({ dueAt, seq }: QueuePosition) =>
          dueAt > after.dueAt || (dueAt === after.dueAt && seq > after.seq);
        const due = this.table.filter((row) => isWaiting(row.status) && row.lane === lane && row.dueAt <= until);
        due.sort((a, b) => a.dueAt - b.dueAt || a.seq - b.seq);
        const page = due.filter(isAfter).slice(0, limit);
        this.rows += page.length;
        this.meanwhile?.();
        return Promise.resolve(page);
      },
    } as unknown as MessageRepository;
    const present = () => this.channels.filter(({ id }) => !this.removed.has(id));
    const channels = {
      get all() {
        return present();
      },
      find: (id: number) => present().find((channel) => channel.id === id),
      kindOf: () => 'sim',
    } as unknown as ChannelsService;
    const pairs = { find: (id: string) => this.pairs.find(id) } as PairsService;
    const writer: ChangeWriterService = {
      write: (builder: ChangeBuilder) => {
        const change = builder.build();
        this.writes += 1;
        if (change) commit(change);
        return Promise.resolve(true);
      },
      change: (message: Message, make: (message: Message) => ChangeBuilder | null) => {
        const builder = make(message);
        return builder ? writer.write(builder) : Promise.resolve(false);
      },
    } as unknown as ChangeWriterService;
    const routing = new RoutingService(
      channels,
      pairs,
      { changed: this.changed, status: new Subject(), moved: new Subject(), contested: new Subject() },
      { changed: new Subject() },
      { env: { SHORT_CODES: false } } as Config,
    );
    const pace = { take: () => true, noteAccepted: () => undefined } as unknown as DispatchPaceService;
    this.queue = new QueueService(repository, routing, pace);
    Object.assign(this.queue, { room: new WaitingRoom({ perLane: 20, perRoute: 12, least: 4, ahead: 12 }) });
    const inFlight = { has: () => false } as unknown as InFlightService;
    this.dispatcher = new DispatcherService(this.queue, routing, inFlight, writer, {
      keepsBack: () => false,
    } as unknown as OptedOutService);
    this.dispatcher.wake = () => undefined;
    this.backlog = new BacklogService(
      this.queue,
      repository,
      new MassChangesService(writer),
      inFlight,
      this.dispatcher,
    );
  }

  /** Stores messages of a pair, as acceptance does. */
  store(pairId: string, count: number, fields: Partial<Message> = {}): void {
    for (let index = 0; index < count; index++) {
      const now = Date.now();
      const message = messageWith({ pairId, createdAt: now, dueAt: now, ...fields });
      const row = Object.assign(message, { seq: this.table.length + 1, history: '' });
      if (this.queue.reserve(row, now)) this.sent.push(row);
      this.table.push(row);
      this.queue.offer(row, now);
    }
  }

  /** Sends what is in the room, up to a number of each pair. */
  send(perPair: number): void {
    const left = new Map([A, B].map(({ id }) => [id, perPair]));
    this.queue.room.take((message) => {
      const rest = left.get(message.pairId ?? '') ?? 0;
      if (rest === 0) return 'refused';
      left.set(message.pairId ?? '', rest - 1);
      message.status = 'dispatched';
      this.sent.push(message);
      return 'taken';
    });
  }

  sentOf(pair: { id: string }): number[] {
    return this.sent.filter(({ pairId }) => pairId === pair.id).map((row) => (row as StoredMessage).seq);
  }

  /** A channel opens or closes. */
  set(channel: Channel, online: boolean): void {
    channel.online = online;
    this.changed.next();
    // What the dispatcher does of it in its next turn.
    for (const key of [...this.queue.room.routesWaiting()]) {
      if (this.queue.closedReason({ pinned: false, channelId: null, pairId: String(key), tried: null }, Date.now()))
        this.queue.evict(key);
    }
  }

  /** The window of a channel as if it were full, or not. */
  fill(channel: Channel, isFull = true): void {
    channel.inFlight = isFull ? channel.record.window : 0;
  }
}

describe('what waits in the database', () => {
  let bench: Bench;
  beforeEach(() => {
    jest.useFakeTimers();
    bench = new Bench();
  });
  afterEach(() => {
    bench.backlog.onModuleDestroy();
    jest.useRealTimers();
  });

  const begin = async () => {
    bench.backlog.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(1);
  };
  /** Sends and reads for so many ticks. */
  async function work(ticks: number, perPair: number): Promise<void> {
    for (let tick = 0; tick < ticks; tick++) {
      bench.send(perPair);
      await jest.advanceTimersByTimeAsync(TICK);
    }
  }
  const range = (count: number, from = 1) => Array.from({ length: count }, (_, index) => from + index);

  it('is sent after a start, all of it, once, in its order', async () => {
    bench.fill(bench.channels[0]);
    bench.store(A.id, 100);
    await begin();
    await work(20, 6);
    expect(bench.sentOf(A)).toEqual(range(100));
  });

  it('of one pair, more than the room holds, does not hold up another pair’s', async () => {
    await begin();
    bench.fill(bench.channels[0]);
    bench.store(A.id, 1_200);
    expect(bench.queue.room.sizeOf(A.id)).toBe(12);
    bench.store(B.id, 3);
    expect(bench.sentOf(B)).toHaveLength(3);
    bench.fill(bench.channels[1]);
    bench.store(B.id, 3);
    bench.send(6);
    expect(bench.sentOf(B)).toHaveLength(6);
    await work(250, 6);
    expect(bench.sentOf(A)).toEqual(range(1_200));
  });

  it('of another pair is found behind the many of one, also after a start', async () => {
    bench.fill(bench.channels[0]);
    bench.fill(bench.channels[1]);
    bench.store(A.id, 1_200);
    bench.store(B.id, 30);
    await begin();
    await jest.advanceTimersByTimeAsync(TICK);
    await work(10, 4);
    expect(bench.sentOf(B)).toEqual(range(30, 1_201));
  });

  it('goes when its channel opens, before what is accepted then', async () => {
    await begin();
    bench.channels[0].online = false;
    bench.store(A.id, 30);
    expect(bench.sent).toEqual([]);
    bench.channels[0].online = true;
    bench.changed.next();
    bench.store(A.id, 5);
    expect(bench.sent).toEqual([]);
    await work(12, 6);
    expect(bench.sentOf(A)).toEqual(range(35));
  });

  it('keeps its order when its channel opens while the newest are read', async () => {
    await begin();
    bench.set(bench.channels[0], false);
    bench.store(A.id, 30);
    await work(1, 6);
    bench.store(A.id, 1);
    bench.meanwhile = () => bench.set(bench.channels[0], true);
    await work(8, 6);
    expect(bench.sentOf(A)).toEqual(range(31));
  });

  it('keeps its order when there is room again between two pages of a reading', async () => {
    bench.set(bench.channels[0], false);
    bench.store(A.id, 2_500);
    let pages = 0;
    bench.meanwhile = () => (pages += 1) === 3 && bench.set(bench.channels[0], true);
    await begin();
    await work(500, 6);
    expect(bench.sentOf(A)).toEqual(range(2_500));
  });

  it('that is on its way from acceptance is not taken for one that was left', async () => {
    await begin();
    bench.fill(bench.channels[0]);
    bench.store(A.id, 12);
    await work(1, 0);
    expect(bench.queue.backlog(1).has(A.id)).toBe(false);
    // Stored, and read just before it is offered; the room holds as much as is read ahead.
    const row = Object.assign(messageWith({ pairId: A.id, dueAt: Date.now() + 480 }), { seq: 13, history: '' });
    bench.table.push(row);
    await jest.advanceTimersByTimeAsync(490);
    expect(bench.queue.backlog(1).has(A.id)).toBe(false);
  });

  it('goes straight to its channel again when all that waited is gone', async () => {
    await begin();
    bench.channels[0].online = false;
    bench.store(A.id, 30);
    bench.channels[0].online = true;
    bench.changed.next();
    await work(12, 6);
    bench.store(A.id, 1);
    expect(bench.sentOf(A)).toEqual(range(31));
  });

  it('of an inactive pair goes when the pair is activated', async () => {
    bench.pairs = new PairBook([{ ...A, active: false }, B]);
    await begin();
    bench.store(A.id, 3);
    await work(2, 6);
    expect(bench.sent).toEqual([]);
    expect(bench.queue.closedReason(bench.table[0] as Message, Date.now())).toBe('the pair KE A is inactive');
    bench.pairs = new PairBook([A, B]);
    bench.changed.next();
    await work(3, 6);
    expect(bench.sentOf(A)).toEqual(range(3));
  });

  it('is put back when its channel closes, and comes again', async () => {
    await begin();
    bench.fill(bench.channels[0]);
    bench.store(A.id, 20);
    bench.channels[0].online = false;
    expect(bench.queue.room.sizeOf(A.id)).toBe(12);
    bench.queue.evict(A.id);
    expect(bench.queue.room.sizeOf(A.id)).toBe(0);
    await work(2, 6);
    expect(bench.sent).toEqual([]);
    bench.channels[0].online = true;
    bench.changed.next();
    await work(8, 6);
    expect(bench.sentOf(A)).toEqual(range(20));
  });

  it('is not written when channels come and go, however much waits', async () => {
    await begin();
    bench.set(bench.channels[0], false);
    bench.store(A.id, 3_000);
    await work(2, 6);
    bench.writes = 0;
    for (let turn = 0; turn < 6; turn++) {
      bench.set(bench.channels[0], turn % 2 === 0);
      await jest.advanceTimersByTimeAsync(TICK);
    }
    expect(bench.writes).toBe(0);
    expect(bench.sent).toEqual([]);
  });

  it('has the reason that is true now, in both directions, and nothing is written for it', async () => {
    await begin();
    bench.set(bench.channels[0], false);
    bench.store(A.id, 1);
    const [row] = bench.table;
    const reason = () => row && bench.queue.reasonOf(row);
    expect(reason()).toBe('every SIM card that serves the pair KE A is offline');
    bench.set(bench.channels[0], true);
    expect(reason()).toBeNull();
    bench.pairs = new PairBook([{ ...A, active: false }, B]);
    bench.changed.next();
    expect(reason()).toBe('the pair KE A is inactive');
    expect(bench.writes).toBe(0);
  });

  it('has the reason it was held or failed for, whatever the channels do', () => {
    bench.set(bench.channels[0], false);
    const held = messageWith({ pairId: A.id, reason: 'its program is paused', dueAt: Date.now() + 1 });
    const failed = messageWith({ pairId: A.id, reason: 'refused', status: 'failed' });
    expect([held, failed].map(bench.queue.reasonOf)).toEqual(['its program is paused', 'refused']);
  });

  it('of a closed route is passed over once, unfetched, and not read again; an open one is found behind it', async () => {
    bench.set(bench.channels[0], false);
    bench.store(A.id, 5_000);
    bench.fill(bench.channels[1]);
    bench.store(B.id, 3);
    await begin();
    await work(10, 6);
    expect(bench.sentOf(B)).toEqual([5_001, 5_002, 5_003]);
    expect(bench.fetched).toBeLessThanOrEqual(3);
    const read = bench.rows;
    await jest.advanceTimersByTimeAsync(5 * 60_000);
    expect(bench.rows).toBe(read);
  });

  it('is fetched a little ahead, never all of it', async () => {
    bench.fill(bench.channels[0]);
    bench.store(A.id, 5_000);
    await begin();
    await work(3, 0);
    expect(bench.queue.room.size).toBe(12);
    expect(bench.fetched).toBeLessThanOrEqual(1_000);
  });

  it('fails when the channel that it names is removed, wherever it lies', async () => {
    await begin();
    bench.set(bench.channels[0], false);
    bench.store(A.id, 250, { pinned: true, channelId: 1 });
    bench.store(B.id, 2);
    bench.store(B.id, 250, { pinned: true, channelId: 1 });
    await work(2, 6);
    bench.removed.add(1);
    bench.changed.next();
    await work(8, 6);
    const pinned = bench.table.filter((row) => row.pinned);
    expect(new Set(pinned.map(({ status, reason }) => `${status}: ${reason}`))).toEqual(
      new Set(['failed: its SIM card was removed']),
    );
    expect(bench.sentOf(B)).toHaveLength(2);
  });

  it('fails when the channel that it names is removed before the reader knew of it', async () => {
    await begin();
    bench.set(bench.channels[0], false);
    bench.store(A.id, 2_500, { pinned: true, channelId: 1 });
    await work(1, 6);
    bench.removed.add(1);
    bench.queue.lostChannel();
    await work(3, 6);
    expect(new Set(bench.table.map(({ status }) => status))).toEqual(new Set(['failed']));
  });

  it('is queued when its time comes, although nothing can carry it', async () => {
    await begin();
    bench.set(bench.channels[0], false);
    bench.store(A.id, 3, { status: 'scheduled', dueAt: Date.now() + 1_000 });
    await work(1, 6);
    expect(bench.table.map(({ status }) => status)).toEqual(['scheduled', 'scheduled', 'scheduled']);
    await work(3, 6);
    expect(bench.table.map(({ status }) => status)).toEqual(['queued', 'queued', 'queued']);
  });

  it('is not read again and again while there is no room for it', async () => {
    await begin();
    bench.fill(bench.channels[0]);
    bench.store(A.id, 1_200);
    await jest.advanceTimersByTimeAsync(TICK);
    const before = bench.reads;
    await jest.advanceTimersByTimeAsync(TICK * 10);
    // Each lane's end is looked at in each tick, and no more.
    expect(bench.reads - before).toBeLessThanOrEqual(30);
  });
});
