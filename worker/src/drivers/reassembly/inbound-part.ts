import { createHash } from 'node:crypto';
import { mmsNotificationIn, mmsWords } from '@signalbox/codec/mms-notification';
import type { DriverEvent } from '../driver.js';

/** The part of which message: `number` counts from 1 to `total`, 255 at most (3GPP TS 23.040 9.2.3.24.1). */
export interface PartOf {
  reference: number;
  total: number;
  number: number;
}

/** What came in over a channel: a whole message, or one part of a long one. */
export interface InboundPart {
  /** The channel's key. */
  channel: string;
  /** The sender as the network wrote it; what is longer than an event may hold is cut. */
  from: string;
  /** A part may begin or end in half of a surrogate pair. */
  text: string;
  /** Epoch ms. The network's time when it tells one, so that what comes again has the same. */
  at: number;
  concatenation: PartOf | null;
  /**
   * For networks that tell no time, whose `at` is when it arrived: when the connection that it came over was made. What
   * came shortly before that may come again, because its acknowledgement may have been lost.
   */
  connectedAt?: number;
}

export type InboundEvent = Extract<DriverEvent, { type: 'inbound' }>;

const FROM_LENGTH = 32;
const MAX_PARTS = 255;

const whole = (value: number, from: number, to: number): boolean =>
  Number.isInteger(value) && value >= from && value <= to;

/** A part number of 0 or beyond the total, or a total that no header can hold: it is taken for a message by itself. */
export function normalized(part: InboundPart): InboundPart {
  const { concatenation: of } = part;
  const from = part.from.trim().slice(0, FROM_LENGTH) || 'unknown';
  const belongs =
    of !== null && whole(of.reference, 0, 0xffff) && whole(of.total, 2, MAX_PARTS) && whole(of.number, 1, of.total);
  return { ...part, from, at: Math.max(0, Math.round(part.at)), concatenation: belongs ? of : null };
}

export const digestOf = (...fields: (string | number)[]): Buffer => {
  const hash = createHash('sha256');
  // Lengths keep "ab" and "c" apart from "a" and "bc"; UTF-16 keeps halves of surrogate pairs apart.
  for (const field of fields) hash.update(`${String(field).length}:`).update(Buffer.from(String(field), 'utf16le'));
  return hash.digest();
};

/**
 * The event of a message. Its id is a hash of what it is (a UUID of version 8, RFC 9562 5.8): a message that comes again
 * after a crash has the same one, and is known by it.
 */
export function inboundEvent({
  channel,
  from,
  text: given,
  at,
}: Omit<InboundPart, 'concatenation' | 'connectedAt'>): InboundEvent {
  const text = shown(given);
  return { type: 'inbound', id: idOf(channel, from, at, text), channel, from, text: text.toWellFormed(), at };
}

/** A UUID that is a hash. */
export function idOf(...fields: (string | number)[]): string {
  const digest = digestOf(...fields);
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  return digest.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Data in hexadecimal that begins a WAP push. */
const PUSH = /^[0-9A-F]{2}06(?:[0-9A-F]{2})+$/;

/** Data that has a meaning, in words: a picture that waits is no row of digits. */
function shown(text: string): string {
  const notification = PUSH.test(text) ? mmsNotificationIn(Buffer.from(text, 'hex')) : null;
  return notification ? mmsWords(notification) : text;
}

/** What came of a message, in order; what did not is marked, a mark a gap. */
export function joined(parts: ReadonlyMap<number, string>, total: number): string {
  let text = '';
  let missing = 0;
  const mark = (next: number) => {
    if (missing > 0 && missing === next - 1) text += `[part ${missing} of ${total} is missing]`;
    else if (missing > 0) text += `[parts ${missing} to ${next - 1} of ${total} are missing]`;
    missing = 0;
  };
  for (let number = 1; number <= total; number += 1) {
    const part = parts.get(number);
    if (part === undefined) {
      missing ||= number;
      continue;
    }
    mark(number);
    text += part;
  }
  mark(total + 1);
  return text;
}
