import { LIVE_EVENTS, LIVE_UPDATES_KEPT, type LiveBehind, type SmsStatusUpdate } from '@signalbox/contracts/live';
import { isStaff } from '@signalbox/contracts/permissions';
import { isoTime } from '../../platform/common/clock.js';
import type { Admission } from '../../access/auth/admission.js';
import { LatestBuffer } from './latest-buffer.js';
import type { News } from './staff-news.service.js';
import { toGatewayUpdate, toMqttStatus } from './update.js';

const UPDATES_A_FLUSH = 1_000;
const NEWS_KEPT = 1_000;
/** Whoever reads anew is busy with that for a moment. */
const BEHIND_EVERY_MS = 1_000;

/** Who opened a socket. */
export interface LiveCaller {
  /** Null: it shows nothing, and sees what `LIVE_ANONYMOUS` lets it see. */
  principal: Admission | null;
  /** The address it comes from, as attempts are counted. */
  from: string;
  /** Whether it takes many updates in a packet. */
  batch: boolean;
}

/** What is needed of a Socket.IO socket. */
export interface ViewerSocket {
  emit(event: string, body: object | string): unknown;
  disconnect(close: true): unknown;
  /** Not writable: what was written before has not left the process yet, or a long poll is awaited. */
  readonly conn: { readonly transport: { readonly writable: boolean } };
}

/**
 * One socket, and what it has yet to be shown. A client that does not read has a bound: nothing is written while what
 * was written before has not left, and of what waits the newest stays. It is told then to read anew.
 */
export class Viewer {
  private readonly updates = new LatestBuffer<SmsStatusUpdate>(LIVE_UPDATES_KEPT);
  private readonly news = new LatestBuffer<News>(NEWS_KEPT);
  private toldBehindAt = -Infinity;
  readonly isStaff: boolean;
  /** Null is somebody who shows nothing. */
  readonly principal: Admission | null;

  constructor(
    readonly caller: LiveCaller,
    readonly socket: ViewerSocket,
  ) {
    this.principal = caller.principal;
    this.isStaff = caller.principal !== null && isStaff(caller.principal.role);
  }

  /** Whether a flush has something to do. */
  get isWaiting(): boolean {
    return !this.updates.isEmpty || !this.news.isEmpty || this.dropped > 0;
  }

  show(update: SmsStatusUpdate): void {
    this.updates.add(update.message_id, update);
  }

  tell(news: News): void {
    this.news.add(news.key, news);
  }

  /** Writes what waits, or a part of it, if the socket takes it now. @param now monotonic, ms */
  flush(now: number): void {
    if (!this.socket.conn.transport.writable) return;
    this.tellBehind(now);
    for (const { event, body } of this.news.take(NEWS_KEPT)) this.socket.emit(event, body);
    const updates = this.updates.take(UPDATES_A_FLUSH);
    if (updates.length === 0) return;
    if (this.caller.batch) this.socket.emit(LIVE_EVENTS.smsStatus, { updates });
    else for (const update of updates) this.showAlone(update);
  }

  /** As the earlier gateway told its clients: what a message is now, and what of that came over MQTT. */
  private showAlone(update: SmsStatusUpdate): void {
    this.socket.emit(LIVE_EVENTS.smsStatus, toGatewayUpdate(update));
    const report = toMqttStatus(update);
    if (report !== null) this.socket.emit(LIVE_EVENTS.mqttStatus, report);
  }

  private tellBehind(now: number): void {
    const { dropped } = this;
    if (dropped === 0 || now - this.toldBehindAt < BEHIND_EVERY_MS) return;
    const behind: LiveBehind = { dropped, timestamp: isoTime(Date.now()) };
    this.socket.emit(LIVE_EVENTS.behind, behind);
    this.toldBehindAt = now;
    this.updates.dropped = 0;
    this.news.dropped = 0;
  }

  private get dropped(): number {
    return this.updates.dropped + this.news.dropped;
  }
}
