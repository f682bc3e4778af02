import { Injectable } from '@nestjs/common';
import type { AlertChannelKindName } from '@signalbox/contracts/alert-channel-kinds';
import { ComeAgain, type OutboxItem, Refused } from '../../../platform/outbox/outbox.js';
import { OutboxService } from '../../../platform/outbox/outbox.service.js';
import { AlertsEvents } from '../alerts.events.js';
import { type AlertChannel, type OpenChannel, outboxKind } from '../channels/alert-channel.js';
import { AlertChannelsService } from '../channels/alert-channels.service.js';
import { type Digest, MOST_LINES } from './digest.js';
import { HouseService } from './house.service.js';
import { SOON } from './notice.js';
import { NoticeRepository } from './notice.repository.js';
import { openFrom } from './route.js';

/**
 * Tells a channel, at least once for each digest. @param id tells a repetition @returns what the log says of it
 * @throws Refused where no repetition would help; ComeAgain; anything else is tried again
 */
export type Send = (channel: OpenChannel, digest: Digest, id: string, signal: AbortSignal) => Promise<string | null>;

/** Between two messages to a channel: what comes meanwhile goes together. */
const GAP_MS = 3_000;
const TEST_MS = 15_000;

/** Takes what people are told out of the outbox, all that waits for a channel together. */
@Injectable()
export class DeliveriesService {
  private readonly senders = new Map<AlertChannelKindName, Send>();

  constructor(
    private readonly channels: AlertChannelsService,
    private readonly notices: NoticeRepository,
    private readonly house: HouseService,
    private readonly outbox: OutboxService,
    private readonly events: AlertsEvents,
  ) {}

  /** To be called by whoever speaks to a kind of channel, in its constructor. */
  sendBy(kind: AlertChannelKindName, send: Send): void {
    this.senders.set(kind, send);
    this.outbox.deliverBy({ kind: outboxKind(kind), deliver: (item, signal) => this.counted(kind, item, signal) });
  }

  /** Sends what is plainly a test, now. @returns null, or what went wrong. @throws NotFound */
  async test(id: number): Promise<{ ok: boolean; note: string | null }> {
    const channel = await this.channels.get(id);
    try {
      const opened = this.channels.open(channel);
      const signal = AbortSignal.timeout(TEST_MS);
      const note = await this.sender(channel.kind)(opened, this.house.test(), `test-${id}-${Date.now()}`, signal);
      return { ok: true, note };
    } catch (error) {
      return { ok: false, note: error instanceof Error ? error.message : String(error) };
    }
  }

  private async counted(kind: AlertChannelKindName, item: OutboxItem, signal: AbortSignal): Promise<string | null> {
    try {
      const note = await this.deliver(item, signal);
      this.events.sent.next({ channel: kind, result: 'delivered' });
      return note;
    } catch (error) {
      if (!(error instanceof Waits)) {
        this.events.sent.next({ channel: kind, result: error instanceof Refused ? 'refused' : 'again' });
      }
      throw error;
    }
  }

  private async deliver({ id, payload }: OutboxItem, signal: AbortSignal): Promise<string | null> {
    const { channel_id: channelId } = payload as { channel_id: number };
    const channel = await this.channels.find(channelId);
    if (!channel?.enabled) return this.refuse(channelId, channel ? 'it is switched off' : 'its channel was removed');
    this.requireTime(channel, Date.now());
    const waiting = await this.notices.waiting(channelId, MOST_LINES);
    let note: string | null = null;
    if (waiting.count > 0) {
      try {
        note = await this.sender(channel.kind)(this.channels.open(channel), this.house.digest(waiting), id, signal);
      } catch (error) {
        if (error instanceof Refused) return this.refuse(channelId, error.message);
        await this.notices.note(channelId, error instanceof Error ? error.message : String(error));
        throw error;
      }
    }
    await this.notices.delivered(channelId, waiting.upTo, Date.now());
    return `${waiting.count} alerts${note === null ? '' : `: ${note}`}`;
  }

  private async refuse(channelId: number, why: string): Promise<never> {
    await this.notices.failed(channelId, why, Date.now());
    throw new Refused(why);
  }

  /** @throws Waits outside of the channel's hours, and too soon after the last message */
  private requireTime({ route, lastSentAt }: AlertChannel, now: number): void {
    const opens = openFrom(route.hours, now, this.house.zone);
    if (opens > now) throw new Waits('outside of its hours', opens - now);
    const next = (lastSentAt ?? 0) + GAP_MS;
    if (next > now) throw new Waits(SOON, next - now);
  }

  private sender(kind: AlertChannelKindName): Send {
    const send = this.senders.get(kind);
    if (!send) throw new Error(`nobody speaks to channels of the kind ${kind}`);
    return send;
  }
}

/** It is not time yet: no failure. */
class Waits extends ComeAgain {}
