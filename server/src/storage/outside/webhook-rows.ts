import { Injectable } from '@nestjs/common';
import type { MessageStatus } from '@signalbox/contracts/statuses';
import { CALLBACK_EVENTS, messageEvent } from '@signalbox/contracts/webhook-events';
import type { Message } from '../../messaging/sms/message.js';
import { eventOfMessage, type WebhookEvent } from '../../outside/webhooks/webhook-event.js';
import type { Awaitable, SqlValue, Tx } from '../typeorm/tx.js';
import { callbacksIn } from './callbacks.js';
import { insertRows, rowsOf, type Target } from './delivery-rows.js';
import { SubscriptionIndex, standIn, subscriptionsIn } from './subscriptions.js';

/** The statuses that a message went through in a change. */
export interface Steps {
  message: Message;
  path: readonly MessageStatus[];
}

/** How long what is known of the endpoints counts without a look, and without reading it all. */
const FRESH_MS = 1_500;
const KNOWN_MS = 30_000;

/**
 * Writes what messages tell to the endpoints, in the transactions that change them. Where nobody subscribed that costs a
 * comparison; what is subscribed to is known for two seconds.
 */
@Injectable()
export class WebhookRows {
  private index = new SubscriptionIndex();
  private stand = '';
  private lookedAt = -Infinity;
  private readAt = -Infinity;
  private kinds = new Map<number, string>();

  /** The next look is a new one: endpoints were changed here. */
  forget(): void {
    this.lookedAt = -Infinity;
  }

  /** Whether anybody might hear of messages; without a promise as long as that is known. */
  isHeard(tx: Tx, messages: readonly Pick<Message, 'callbackUrl'>[]): Awaitable<boolean> {
    const answer = (): boolean => !this.index.isEmpty || messages.some(({ callbackUrl }) => callbackUrl !== null);
    return performance.now() - this.lookedAt < FRESH_MS ? answer() : this.look(tx).then(answer);
  }

  /** To be asked where `isHeard` says so. */
  async messages(tx: Tx, steps: readonly Steps[]): Promise<void> {
    const now = Date.now();
    const rows: SqlValue[][] = [];
    for (const { message, path } of steps) {
      for (const status of path) {
        const targets = await this.targetsOf(tx, message, status);
        if (targets.length === 0) continue;
        rows.push(
          ...rowsOf(eventOfMessage(message, status, await this.isProvider(tx, message.channelId)), targets, now),
        );
      }
    }
    await insertRows(tx, rows);
  }

  /** What else happened, often many at a time. */
  async put(tx: Tx, events: readonly WebhookEvent[]): Promise<void> {
    if (events.length === 0 || !(await this.isHeard(tx, []))) return;
    const now = Date.now();
    await insertRows(
      tx,
      events.flatMap((event) => {
        const targets = this.index.hearing(event);
        return targets.length === 0 ? [] : rowsOf(event, targets, now);
      }),
    );
  }

  private targetsOf(tx: Tx, message: Message, status: MessageStatus): Awaitable<readonly Target[]> {
    const { userId, apiKeyId, pairId, programId, callbackUrl } = message;
    const type = messageEvent(status);
    const targets = this.index.hearing({ type, userId, apiKeyId, pairId, programId });
    if (callbackUrl === null || userId === null || !CALLBACK_EVENTS.includes(type)) return targets;
    return this.withCallback(tx, targets, userId, callbackUrl);
  }

  private async withCallback(tx: Tx, targets: readonly Target[], userId: number, url: string): Promise<Target[]> {
    const known = this.index.callbacks.get(userId);
    // Its account has not had one before, or has paused it.
    const id = known ?? (await callbacksIn(tx, userId));
    return id === null ? [...targets] : [...targets, { id, url }];
  }

  private async look(tx: Tx): Promise<void> {
    const now = performance.now();
    const stand = await standIn(tx);
    if (stand !== this.stand || now - this.readAt > KNOWN_MS) {
      this.index = new SubscriptionIndex(await subscriptionsIn(tx));
      [this.stand, this.readAt] = [stand, now];
    }
    this.lookedAt = now;
  }

  private async isProvider(tx: Tx, channelId: number | null): Promise<boolean> {
    if (channelId === null) return false;
    if (!this.kinds.has(channelId)) {
      const rows = await tx.all<{ id: number; kind: string }>('SELECT id, kind FROM channels', []);
      this.kinds = new Map(rows.map(({ id, kind }) => [id, kind]));
    }
    return this.kinds.get(channelId) === 'provider';
  }
}
