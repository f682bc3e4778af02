import { Injectable } from '@nestjs/common';
import { segmentsOf } from '@signalbox/codec/segments';
import { DAY } from '../../../platform/common/clock.js';
import { derivedId } from '../../../platform/common/idempotency/idempotency.js';
import { toE164 } from '../../../platform/common/phone-number.js';
import { Config } from '../../../platform/config/config.js';
import type { Suppression } from '../../suppression/suppression.js';
import { SuppressionService } from '../../suppression/suppression.service.js';
import { IntakeService } from '../accept/intake.service.js';
import { type Message, blankMessage, laneOf } from '../message.js';
import { MessageRepository } from '../message.repository.js';
import { OptedOutService } from './opted-out.service.js';

/** A message that came in and is a keyword as a whole. */
export interface OptOut {
  message: Message;
  keyword: 'stop' | 'start';
}

/**
 * STOP and START. The list is changed before the message itself is stored, and the answer goes out after: whatever a
 * crash cuts off is done when the worker sends the event again, and nothing is done twice.
 */
@Injectable()
export class OptOutsService {
  constructor(
    private readonly suppressions: SuppressionService,
    private readonly repository: MessageRepository,
    private readonly intake: IntakeService,
    private readonly optedOut: OptedOutService,
    private readonly config: Config,
  ) {}

  /** Those of the messages that ask for something; a sender that is a word or a short code is never written to anyway. */
  among(messages: Message[]): OptOut[] {
    return messages.flatMap((message) => {
      const keyword = this.suppressions.keywordOf(message.text);
      return keyword && isE164(message.peer, this.config.env.DEFAULT_COUNTRY) ? [{ message, keyword }] : [];
    });
  }

  /**
   * Changes the list as new messages ask. One that is stored was heard already: its number may have been put on the
   * list or taken off since.
   */
  async apply(asked: OptOut[]): Promise<void> {
    if (asked.length === 0) return;
    const known = new Set((await this.repository.findMany(asked.map(({ message }) => message.id))).map(({ id }) => id));
    await this.suppressions.apply(
      asked
        .filter(({ message }) => !known.has(message.id))
        .map(({ message, keyword }) => (keyword === 'stop' ? { add: entryOf(message) } : { remove: message.peer })),
    );
  }

  /** What waits for those who want no more. */
  async takeBack(asked: OptOut[]): Promise<void> {
    for (const { message, keyword } of asked) {
      // One that comes again may have been followed by a START.
      if (keyword !== 'stop' || !this.suppressions.isSuppressed(message.peer)) continue;
      await this.optedOut.takeBackFor(message.peer);
    }
  }

  /** Answers each, once: the answer's id follows from the message's. */
  async answer(asked: OptOut[]): Promise<void> {
    const answers = asked.flatMap((one) => this.answerTo(one) ?? []);
    if (answers.length > 0) await this.intake.storeMany(answers, { known: true });
  }

  private answerTo({ message, keyword }: OptOut): Message | null {
    const { STOP_ANSWER, START_ANSWER } = this.config.env;
    const text = keyword === 'stop' ? STOP_ANSWER : START_ANSWER;
    // Only the SIM card that was written to may answer.
    if (text === '' || message.channelId === null) return null;
    const now = Date.now();
    const { encoding, segments } = segmentsOf(text);
    const { peer, channelId, ownNumber } = message;
    const id = derivedId(`opt-out answer ${message.id}`, 0);
    const made = { id, direction: 'outbound', status: 'queued', peer, text, encoding, segments } as const;
    return {
      ...blankMessage({ ...made, lane: laneOf('urgent'), createdAt: now }),
      channelId,
      ownNumber,
      pinned: true,
      // Who is told that there will be no more must be told.
      regardless: true,
      // A confirmation that is a day late confuses.
      expiresAt: now + DAY,
    };
  }
}

const isE164 = (peer: string, country: string): boolean => toE164(peer, country) === peer;

const entryOf = ({ peer, createdAt }: Message): Suppression => ({
  number: peer,
  source: 'stop',
  note: null,
  createdAt,
});
