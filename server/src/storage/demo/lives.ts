import { segmentsOf } from '@signalbox/codec/segments';
import type { MessageStatus } from '@signalbox/contracts/messages';
import { uuidv7 } from '../../platform/common/uuid.js';
import { type ChangeBuilder, type Patch } from '../../messaging/sms/change.js';
import { type Message, blankMessage, laneOf } from '../../messaging/sms/message.js';
import type { Chance } from './random.js';

/** Something that happens to a message at a time, epoch ms. */
export interface Chapter {
  at: number;
  word: MessageStatus | 'accepted';
  patch?: Patch;
}

/** How a message ends, and of how many in a hundred; `sent` is one without a report. */
const ENDS = [
  ['delivered', 915],
  ['undelivered', 30],
  ['failed', 22],
  ['sent', 28],
  ['uncertain', 5],
] as const;
const REASONS = ['the number does not exist', 'the subscriber is barred', 'refused by the network'] as const;

/** What becomes of a message that is queued now, over one channel. */
export function lifeOf(message: Message, channel: { id: number; number: string }, chance: Chance): Chapter[] {
  const left = message.createdAt + chance.between(100, 2_000);
  const held = left + chance.between(10, 60);
  const taken = held + chance.between(1_500, 4_500);
  const attempt: Patch = { attempt: 1, channelId: channel.id, workerId: 'local', ownNumber: channel.number };
  const chapters: Chapter[] = [
    { at: left, word: 'dispatched', patch: attempt },
    { at: held, word: 'accepted', patch: { heldAt: held } },
  ];
  const end = chance.weighed(ENDS);
  if (end === 'failed') return [...chapters, { at: taken, word: 'failed', patch: { reason: chance.pick(REASONS) } }];
  if (end === 'uncertain') {
    return [...chapters, { at: taken, word: 'uncertain', patch: { reason: 'its worker ended while it was sent' } }];
  }
  chapters.push({ at: taken, word: 'sent' });
  // Most phones are on; some are not before the evening.
  const late = chance.percent(6) ? chance.between(600_000, 20_000_000) : chance.between(1_000, 25_000);
  if (end === 'delivered') chapters.push({ at: taken + late, word: 'delivered' });
  if (end === 'undelivered') {
    chapters.push({ at: taken + 4 * late, word: 'undelivered', patch: { reason: 'the phone is off' } });
  }
  return chapters;
}

/** Writes a chapter into a change. */
export function tell(change: ChangeBuilder, { at, word, patch }: Chapter): void {
  if (word === 'accepted') change.note(word, at, patch);
  else change.step(word, at, patch);
}

/** What somebody writes back to a message. */
export function replyTo({ peer, ownNumber, channelId, pairId }: Message, text: string, at: number): Message {
  const { encoding, segments } = segmentsOf(text);
  const lane = laneOf('normal');
  const made = {
    id: uuidv7(at),
    direction: 'inbound',
    status: 'received',
    peer,
    text,
    encoding,
    segments,
    lane,
  } as const;
  return { ...blankMessage({ ...made, createdAt: at }), channelId, ownNumber, maxAttempts: 1, pairId };
}
