import { Injectable } from '@nestjs/common';
import type { StatsSummary } from '@signalbox/contracts/stats';
import type { Channel } from '../../sim-cards/channel.js';
import { LANES, type Lane, type Message, isDue, priorityOf } from '../message.js';
import {
  MessageRepository,
  QUEUE_START,
  type QueuePosition,
  type StoredMessage,
  type WaitingMessage,
} from '../message.repository.js';
import { canReply } from '../accept/recipient.js';
import { DispatchPaceService } from './dispatch-pace.service.js';
import { LaneBacklog, before, earlier } from './lane-backlog.js';
import { type Route, type RouteKey, chooseChannel, closedReason } from './router.js';
import { RoutingService } from './routing.service.js';
import { WaitingRoom } from './waiting-room.js';

const ROOM = { perLane: 100_000, perRoute: 75_000, least: 1_000, ahead: 10_000 };
/** What of a message says over which channels it goes. */
type Waits = Pick<Message, 'pinned' | 'channelId' | 'pairId' | 'tried'>;
/** Counting a long queue takes a while: a count is kept for a hundred times what it took. */
const DEPTH_COST_FACTOR = 100;

/** The queue: its front in memory, the rest in the database, read by the backlog reader. */
@Injectable()
export class QueueService {
  readonly room = new WaitingRoom(ROOM);
  private readonly backlogs = LANES.map(() => new LaneBacklog());
  private counted: StatsSummary['queue'] = { urgent: 0, normal: 0, bulk: 0 };
  private countedUntil = 0;
  private channelsSeen: number[] = [];

  constructor(
    private readonly repository: MessageRepository,
    private readonly routing: RoutingService,
    private readonly pace: DispatchPaceService,
  ) {}

  /** What a channel is, or was. */
  readonly kindOf = (channelId: number) => this.routing.channels.kindOf(channelId);

  /** What of a lane is in the database alone. */
  backlog(lane: Lane): LaneBacklog {
    return this.backlogs[lane] as LaneBacklog;
  }

  /**
   * Why a message is as it is. What keeps it from a channel is told from the routes as they are now: it changes by the
   * minute and for hundreds of thousands at once, so it is in no row.
   */
  readonly reasonOf = (message: Message): string | null => {
    const now = Date.now();
    return isDue(message, now) ? this.closedReason(message, now) : message.reason;
  };

  /** Whether a message that came in can be answered. */
  readonly canReply = (message: Message): boolean => {
    const channel = message.channelId === null ? undefined : this.routing.channels.find(message.channelId);
    return canReply(message, channel, this.routing);
  };

  /** Why nothing can carry the message for now; null when something can. */
  closedReason(message: Waits, now: number): string | null {
    return closedReason(this.routing.of(message), now);
  }

  /** Whether there is any channel, at work or not, that may carry the message. */
  hasChannel(message: Message): boolean {
    return this.routing.of(message).channels.length > 0;
  }

  /** How many messages of a route wait in memory. */
  waitingFor(route: Route): number {
    return this.room.sizeOf(route.key);
  }

  /** Its channel was removed: nothing will ever carry it. */
  isGone(message: Waits): boolean {
    return message.pinned && message.channelId !== null && !this.routing.channels.find(message.channelId);
  }

  /**
   * Takes room for a message that need not wait: nobody is before it and a channel has room. It is then `dispatched`
   * from the start, which saves the write that would move it there.
   */
  reserve(message: Message, now: number): boolean {
    // A run's rows are no burst of callers who wait for their answers.
    if (message.runId === null) this.pace.noteAccepted();
    if (message.status !== 'queued' || this.room.isBarred(message)) return false;
    const route = this.routing.of(message);
    if (route.held !== null || this.backlog(message.lane).has(route.key) || this.room.sizeOf(route.key) > 0)
      return false;
    const channel = chooseChannel(route, message.peer, message.lane, now);
    if (!channel || this.othersWaitFor(channel) || !this.mayDispatch()) return false;
    channel.reserve(now);
    message.status = 'dispatched';
    message.attempt = 1;
    message.channelId = channel.id;
    message.workerId = channel.record.workerId;
    message.ownNumber = channel.ownNumber;
    return true;
  }

  /** A request to send waits for its answer: how many do tells how fast the others may go. */
  requestBegan(): void {
    this.pace.requestBegan();
  }

  requestEnded(): void {
    this.pace.requestEnded();
  }

  /** Whether the process has time to dispatch one more now; counts it. */
  mayDispatch(): boolean {
    return this.pace.take(this.room.size);
  }

  /** Undoes `reserve` for a message that was not stored. */
  giveBack(message: Message, now: number): void {
    if (message.channelId !== null) this.routing.channels.find(message.channelId)?.giveBack(now, message.workerId);
  }

  /** A message that is now stored as queued. Where it cannot enter the room it is found in the database later. */
  offer(message: Message, now: number): void {
    if (message.status !== 'queued' || this.room.isBarred(message)) return;
    const { key } = this.routing.of(message);
    const backlog = this.backlog(message.lane);
    if (!backlog.has(key) && this.admit(message, now)) return;
    backlog.leave(key, { dueAt: message.dueAt, seq: 0 });
  }

  /** Which messages it waits with. */
  routeKey(message: Waits): RouteKey {
    return this.routing.of(message).key;
  }

  /** Whether a channel was removed since this was asked last: what named it may also wait with those of its pair. */
  lostChannel(): boolean {
    const { channels } = this.routing;
    const before = this.channelsSeen;
    this.channelsSeen = channels.all.map(({ id }) => id);
    return before.some((id) => !channels.find(id));
  }

  /** Whether the reader should fetch a message that is queued; if not, it is passed over for now. */
  wants(message: WaitingMessage, now: number): boolean {
    const route = this.routing.of(message);
    const backlog = this.backlog(message.lane);
    const mayEnter = this.isOpen(route, now) && this.room.hasRoomAhead(route.key, message.lane);
    if (mayEnter && !backlog.hasBefore(route.key, before(message))) return true;
    backlog.passOver(route.key, before(message));
    return false;
  }

  /** The reader fetched a message that is queued: it enters the room, or is passed over for now. */
  found(message: StoredMessage, now: number): void {
    if (!this.room.isBarred(message) && this.wants(message, now)) this.room.enter(message);
  }

  /** Empties a route that closed, and notes where its messages are: in the database, to be read when it opens. */
  evict(key: RouteKey): void {
    for (const message of this.room.evict(key)) this.leave(message);
  }

  /** A message that leaves the room undispatched: it is in the database, to be read again. */
  leave(message: Readonly<Message>): void {
    this.backlog(message.lane).leave(this.routing.of(message).key, { dueAt: message.dueAt, seq: 0 });
  }

  /**
   * The routes of a lane of which there is more in the database and that have room for it, or never will: open ones with
   * little left in memory, and channels that were removed. And where that begins.
   */
  refill(lane: Lane, now: number): { keys: RouteKey[]; from: QueuePosition } | null {
    const keys: RouteKey[] = [];
    let first: QueuePosition | undefined;
    for (const [key, from] of this.backlog(lane).entries()) {
      const isGone = typeof key === 'number' && !this.routing.channels.find(key);
      if (!isGone && !(this.room.runsLow(key, lane) && this.isOpen(this.routing.get(key), now))) continue;
      keys.push(key);
      first = earlier(from, first);
    }
    return first ? { keys, from: first } : null;
  }

  /** How many messages wait, by lane. */
  async depths(): Promise<StatsSummary['queue']> {
    const started = performance.now();
    if (started < this.countedUntil) return this.counted;
    const counts = await this.repository.waitingByLane();
    this.counted = { urgent: 0, normal: 0, bulk: 0 };
    for (const { lane, count } of counts) this.counted[priorityOf(lane)] = count;
    const ended = performance.now();
    this.countedUntil = ended + (ended - started) * DEPTH_COST_FACTOR;
    return this.counted;
  }

  /** How long the message that is due longest has been waiting. */
  async oldestAgeSeconds(now: number): Promise<number> {
    const firsts = await Promise.all(LANES.map((lane) => this.repository.waiting(lane, QUEUE_START, now, 1)));
    const oldest = Math.min(now, ...firsts.flat().map((message) => message.dueAt));
    return (now - oldest) / 1000;
  }

  private isOpen(route: Route, now: number): boolean {
    return closedReason(route, now) === null;
  }

  private admit(message: Message, now: number): boolean {
    const route = this.routing.of(message);
    if (!this.isOpen(route, now) || !this.room.hasRoom(route.key, message.lane)) return false;
    this.room.enter(message);
    return true;
  }

  /** Messages of other routes wait for the same channel: a new one does not go before them. */
  private othersWaitFor(channel: Channel): boolean {
    if (this.room.size === 0) return false;
    for (const key of this.room.routesWaiting()) if (this.routing.get(key).channels.includes(channel)) return true;
    return false;
  }
}
