import type { Registration } from '@signalbox/contracts/bus';
import type { SimCardStatus } from '@signalbox/contracts/sim-cards';
import { dayOf } from '../../platform/common/clock.js';
import { TokenBucket } from '../../platform/common/token-bucket.js';

/** What is stored of a channel: a SIM card or a provider. */
export interface ChannelRecord {
  id: number;
  kind: 'sim' | 'provider';
  /** The worker's name for it; null until a worker announced it. */
  key: string | null;
  number: string | null;
  label: string | null;
  status: SimCardStatus;
  workerId: string | null;
  driver: string | null;
  iccid: string | null;
  imei: string | null;
  imsi: string | null;
  operator: string | null;
  /** Messages per minute; null is no limit. */
  ratePerMinute: number | null;
  /** Messages a day (UTC); null is no limit. */
  dailyCap: number | null;
  /** Messages at the worker at once, not yet taken by the network. */
  window: number;
  /** The pairs it is assigned to and alone carries; none: it carries what no other is assigned to. */
  pairIds: string[];
  /** What a message of one part costs, in millionths of the currency; null is nothing, as a SIM card's. */
  price: number | null;
  /** Prices that differ, by the pair's id. */
  prices: Record<string, number>;
  createdAt: number;
  updatedAt: number;
}

/** Why a channel takes nothing for now; the first two and the last block it, the others pass by themselves soon. */
export type Blocked = 'inactive' | 'offline' | 'daily cap' | 'window' | 'rate';

/** What only its worker knows of a channel, as it is now. */
export type ChannelPresence = Pick<Channel, 'online' | 'signal' | 'registration' | 'trouble'>;

/** A channel at work: its record and what only the dispatching server knows. */
export class Channel {
  online = false;
  signal: number | null = null;
  registration: Registration | null = null;
  /** Why it is offline, in words. */
  trouble: string | null = null;
  /** Whether some worker has it, as far as it is known: one that is away for now has it still. */
  held: boolean;
  /** What a provider's messages come from, by its worker's word. */
  sender: string | null = null;
  /** Whether it carries only messages that name it. */
  reserved = false;
  /** Messages at the worker that holds it. */
  inFlight = 0;
  /** Those at workers that held it before, and are away or have let go of it. */
  private readonly elsewhere = new Map<string | null, number>();
  private sentToday = 0;
  private day = 0;
  private bucket: TokenBucket | null = null;

  constructor(public record: ChannelRecord) {
    this.held = record.workerId !== null;
    this.update(record);
  }

  update(record: ChannelRecord): void {
    if (record.ratePerMinute !== this.bucket?.perMinute) {
      this.bucket = record.ratePerMinute === null ? null : new TokenBucket(record.ratePerMinute, Date.now());
    }
    const before = this.record.workerId;
    this.record = record;
    if (before === record.workerId) return;
    this.elsewhere.set(before, this.inFlight);
    this.inFlight = this.elsewhere.get(record.workerId) ?? 0;
    this.elsewhere.delete(record.workerId);
  }

  /** Takes what its worker says of it; answers whether that is new. */
  show({ online, signal, registration, trouble }: ChannelPresence): boolean {
    const isNew =
      this.online !== online ||
      this.signal !== signal ||
      this.registration !== registration ||
      this.trouble !== trouble;
    this.online = online;
    this.signal = signal;
    this.registration = registration;
    this.trouble = trouble;
    return isNew;
  }

  get id(): number {
    return this.record.id;
  }

  /** What its messages come from: a number, or a provider's sender. */
  get ownNumber(): string | null {
    return this.record.number ?? this.sender;
  }

  /** Counted when messages are dispatched, in UTC days. */
  sentOn(now: number): number {
    return this.day === dayOf(now) ? this.sentToday : 0;
  }

  restoreSent(count: number, now: number): void {
    this.day = dayOf(now);
    this.sentToday = count;
  }

  /** What keeps it from work altogether, until an admin, a worker or midnight changes it; null is nothing. */
  closedBy(now: number): Extract<Blocked, 'inactive' | 'offline' | 'daily cap'> | null {
    const { status, dailyCap } = this.record;
    if (status !== 'active') return 'inactive';
    if (!this.online) return 'offline';
    return dailyCap !== null && this.sentOn(now) >= dailyCap ? 'daily cap' : null;
  }

  /** What keeps it from one more message right now; null is nothing. */
  blockedBy(now: number): Blocked | null {
    const closed = this.closedBy(now);
    if (closed !== null) return closed;
    if (this.inFlight >= this.record.window) return 'window';
    return this.bucket && !this.bucket.hasToken(now) ? 'rate' : null;
  }

  /** 0 is idle, 1 a full window. */
  get load(): number {
    return this.inFlight / this.record.window;
  }

  /** Takes the room for one message. */
  reserve(now: number): void {
    this.restoreSent(this.sentOn(now) + 1, now);
    this.inFlight += 1;
    this.bucket?.take(now);
  }

  /** A message that was at a worker when the server began. */
  restoreInFlight(workerId: string | null = null): void {
    if (this.isHeldBy(workerId)) this.inFlight += 1;
    else this.elsewhere.set(workerId, (this.elsewhere.get(workerId) ?? 0) + 1);
  }

  /** The message left for the network, or came to nothing. @param workerId who had it; null is who holds the channel */
  release(workerId: string | null = null): void {
    if (this.isHeldBy(workerId)) this.inFlight = Math.max(0, this.inFlight - 1);
    else this.elsewhere.set(workerId, Math.max(0, (this.elsewhere.get(workerId) ?? 0) - 1));
  }

  /** A reservation whose message was not dispatched after all. */
  giveBack(now: number, workerId: string | null = null): void {
    this.release(workerId);
    this.restoreSent(Math.max(0, this.sentOn(now) - 1), now);
  }

  /** What is stored without its worker counts for who holds the channel. */
  private isHeldBy(workerId: string | null): boolean {
    return workerId === null || workerId === this.record.workerId;
  }
}
