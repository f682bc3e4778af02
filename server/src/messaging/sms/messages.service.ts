import { Injectable } from '@nestjs/common';
import type { Page } from '@signalbox/contracts/common';
import {
  CHANGED_SINCE_DAYS,
  type InboxQuery,
  type Message as MessageView,
  type MessageDetail,
  type MessageQuery,
} from '@signalbox/contracts/messages';
import { type MessageEvent, next } from '@signalbox/contracts/statuses';
import { DAY, dayOf } from '../../platform/common/clock.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { Conflict, NotFound } from '../../platform/common/errors.js';
import { toE164 } from '../../platform/common/phone-number.js';
import { type Principal, may, ownerScope } from '../../platform/common/principal.js';
import { Config } from '../../platform/config/config.js';
import { SuppressionService } from '../suppression/suppression.service.js';
import { ChangeBuilder, type Patch } from './change.js';
import { QueueService } from './dispatch/queue.service.js';
import { toDetail, toView } from './message-view.js';
import type { Message } from './message.js';
import { MessageRepository, type StoredMessage } from './message.repository.js';
import { ChangeWriterService } from './status/change-writer.service.js';

/** Changes have no index: what was created before is not looked at for them. */
const LOOKED_BACK_MS = CHANGED_SINCE_DAYS * DAY;

const millisOf = (time: string | undefined): number | undefined => (time === undefined ? undefined : Date.parse(time));
const known = (times: (number | undefined)[]): number[] => times.filter((time) => time !== undefined);
const latestOf = (...times: (number | undefined)[]) =>
  known(times).length > 0 ? Math.max(...known(times)) : undefined;
const earliestOf = (...times: (number | undefined)[]) =>
  known(times).length > 0 ? Math.min(...known(times)) : undefined;

/** When what is looked for was created, at most, and when it changed. */
function timesOf({ since, until, changed_since: changed, dispatched_on: day }: MessageQuery) {
  const dayStart = millisOf(day);
  // What was given to a channel on that day has changed then, or later.
  const changedSince = latestOf(millisOf(changed), dayStart);
  return {
    since: latestOf(millisOf(since), changedSince === undefined ? undefined : changedSince - LOOKED_BACK_MS),
    until: earliestOf(millisOf(until), dayStart === undefined ? undefined : dayStart + DAY),
    changedSince,
    dispatchedOn: dayStart === undefined ? undefined : dayOf(dayStart),
  };
}

/** Looking at messages, taking them back and sending them again. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly repository: MessageRepository,
    private readonly writer: ChangeWriterService,
    private readonly queue: QueueService,
    private readonly suppressions: SuppressionService,
    private readonly config: Config,
  ) {}

  async list(principal: Principal, query: MessageQuery): Promise<Page<MessageView>> {
    const channelId = this.channelOf(query);
    if (channelId === null) return { data: [], next_cursor: null };
    const filter = {
      owner: ownerScope(principal),
      direction: query.direction,
      status: query.status,
      // A sender that is a word or a short code is looked for as it is.
      peer: query.number && (toE164(query.number, this.config.env.DEFAULT_COUNTRY) ?? query.number),
      channelId,
      runId: query.run_id,
      clientRef: query.client_ref,
      ...timesOf(query),
    };
    const rows = await this.repository.list(filter, query.limit, decodeCursor(query.cursor));
    return toPage(
      rows,
      query.limit,
      (row) => row.seq,
      (row) => toView(row, this.queue),
    );
  }

  /** What came in belongs to no user, so it is staff's to see. */
  inbox(principal: Principal, query: InboxQuery): Promise<Page<MessageView>> {
    return this.list(principal, { ...query, direction: 'inbound' });
  }

  async get(principal: Principal, id: string): Promise<MessageDetail> {
    return toDetail(await this.require(principal, id), this.queue);
  }

  /** @throws Conflict once it is on its way. */
  async cancel(principal: Principal, id: string): Promise<MessageDetail> {
    const detail = await this.change(principal, id, 'cancelled', () => ({ reason: null }));
    this.queue.room.remove([id]);
    return detail;
  }

  /**
   * A message that came to nothing starts anew, over any channel, with one more attempt than it had and without its old
   * validity.
   * @throws Conflict when it cannot, or when the recipient has opted out and the caller is no admin
   */
  async requeue(principal: Principal, id: string): Promise<MessageDetail> {
    const { segments, peer, text } = await this.require(principal, id);
    const regardless = this.suppressions.isSuppressed(peer);
    if (regardless && !may(principal, 'messages.send-suppressed')) {
      throw new Conflict('The recipient has opted out of messages.');
    }
    if (segments === 0) throw new Conflict(`Message ${id} was never made: its row of the list lacks something.`);
    requireText(id, text);
    const anew = { reason: null, dueAt: Date.now(), expiresAt: null, heldAt: null, tried: null };
    return this.change(principal, id, 'requeued', (message) => {
      requireText(id, message.text);
      return {
        ...anew,
        regardless: message.regardless || regardless,
        maxAttempts: Math.max(message.maxAttempts, message.attempt + 1),
      };
    });
  }

  /** The channel that a list is limited to; undefined is none, null one that no message can be of. */
  private channelOf({ sim_card_id: simCard, provider_id: provider }: MessageQuery): number | null | undefined {
    const id = simCard ?? provider;
    if (id === undefined) return undefined;
    const isOther = simCard !== undefined && provider !== undefined;
    return !isOther && this.queue.kindOf(id) === (simCard === undefined ? 'provider' : 'sim') ? id : null;
  }

  private async change(
    principal: Principal,
    id: string,
    event: MessageEvent,
    patchOf: (message: Message) => Patch,
  ): Promise<MessageDetail> {
    const done = await this.writer.change(await this.require(principal, id), (message) => {
      const status = next(message.status, event);
      return status === null ? null : new ChangeBuilder(message).step(status, Date.now(), patchOf(message));
    });
    if (!done) {
      const now = await this.require(principal, id);
      throw new Conflict(`Message ${id} is ${now.status}; it cannot be ${event} any more.`);
    }
    const changed = await this.require(principal, id);
    // The backlog reader may be past the place where it lies now.
    this.queue.offer(changed, Date.now());
    return toDetail(changed, this.queue);
  }

  private async require(principal: Principal, id: string): Promise<StoredMessage> {
    const message = await this.repository.find(id, ownerScope(principal));
    if (!message) throw new NotFound('message', id);
    return message;
  }
}

/** Texts are kept for a while only, see retention. @throws Conflict */
function requireText(id: string, text: string): void {
  if (text === '') throw new Conflict(`The text of message ${id} is not kept any more.`);
}
