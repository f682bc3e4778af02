import { Injectable } from '@nestjs/common';
import type { StatsSummary } from '@signalbox/contracts/stats';
import { ChannelsService } from '../../sim-cards/channels.service.js';
import { LANES, type Lane, type Message, priorityOf } from '../message.js';
import { MessageRepository, QUEUE_START } from '../message.repository.js';
import { DispatchPace } from './dispatch-pace.service.js';
import { chooseChannel, closedReason, routeOf } from './router.js';
import { WaitingRoom } from './waiting-room.js';

const ROOM_PER_LANE = 100_000;
/** Counting a long queue takes a while: a count is kept for a hundred times what it took. */
const DEPTH_COST_FACTOR = 100;

/** The queue: its front in memory, the rest in the database, read by the backlog reader. */
@Injectable()
export class QueueService {
  readonly room = new WaitingRoom(ROOM_PER_LANE);
  /** Lanes whose database part is not read to its end: new messages queue up behind it. Everything is, at the start. */
  private readonly behind = [true, true, true];
  private counted: StatsSummary['queue'] = { urgent: 0, normal: 0, bulk: 0 };
  private countedUntil = 0;

  constructor(
    private readonly repository: MessageRepository,
    private readonly channels: ChannelsService,
    private readonly pace: DispatchPace,
  ) {}

  isBehind(lane: Lane): boolean {
    return this.behind[lane] ?? false;
  }

  setBehind(lane: Lane, behind: boolean): void {
    this.behind[lane] = behind;
  }

  /** Why nothing can carry the message for now; null when something can. */
  closedReason(message: Message, now: number): string | null {
    return closedReason(this.channels.values(), routeOf(message), now);
  }

  /** Its SIM card was removed: nothing will ever carry it. */
  isGone(message: Message): boolean {
    return message.pinned && message.channelId !== null && !this.channels.find(message.channelId);
  }

  /** The ids of the channels that are open, to see when one more is. */
  openChannels(now: number): number[] {
    return this.channels.all.filter((channel) => channel.closedBy(now) === null).map((channel) => channel.id);
  }

  /**
   * Takes room for a message that need not wait: nobody is before it and a channel has room. It is then `dispatched`
   * from the start, which saves the write that would move it there.
   */
  reserve(message: Message, now: number): boolean {
    this.pace.noteAccepted();
    const route = routeOf(message);
    if (message.status !== 'queued' || this.isBehind(message.lane) || this.room.sizeOf(route) > 0) return false;
    const channel = chooseChannel(this.channels.values(), route, message.peer, now);
    if (!channel || !this.mayDispatch()) return false;
    channel.reserve(now);
    message.status = 'dispatched';
    message.attempt = 1;
    message.channelId = channel.id;
    message.ownNumber = channel.record.number;
    return true;
  }

  /** Whether the process has time to dispatch one more now; counts it. */
  mayDispatch(): boolean {
    return this.pace.take(this.room.size);
  }

  /** Undoes `reserve` for a message that was not stored. */
  giveBack(message: Message, now: number): void {
    if (message.channelId !== null) this.channels.find(message.channelId)?.giveBack(now);
  }

  /** A message that is now stored as queued. Where it cannot enter the room it is found in the database later. */
  offer(message: Message, now: number): void {
    const { lane } = message;
    if (message.status !== 'queued' || this.isBehind(lane) || this.closedReason(message, now) !== null) return;
    if (this.room.isFull(lane)) this.setBehind(lane, true);
    else this.room.enter(message);
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
}
