import { z } from 'zod';

/** What the modems say of a message that they were given. */
export const STATUS_TOPIC = '/sms/status';
/** What came in at them. */
export const INBOUND_TOPIC = '/sms/receive';

export const digitsOf = (number: string): string => number.replace(/\D/g, '');

/** Where the modem of a SIM card listens. */
export const sendTopic = (number: string): string => `sms/send/${digitsOf(number)}`;

/** Some modems write numbers and ids as JSON numbers, or leave out what they do not know. */
const word = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => String(value ?? '').trim());

const Report = z.object({ message_id: word, status: word });
const Inbound = z.object({ sender_number: word, receiver_number: word, message: z.union([z.string(), z.number()]) });

/** What a report means. `unknown` is a word that nobody told us of. */
export type ReportMeaning = 'delivered' | 'sent' | 'failed' | 'waiting' | 'unknown';

const MEANINGS: Readonly<Record<Exclude<ReportMeaning, 'unknown'>, readonly string[]>> = {
  delivered: ['delivered', 'delivrd', 'read'],
  sent: ['sent', 'success', 'successful', 'submitted', 'ok'],
  failed: [
    'failed',
    'failure',
    'error',
    'undelivered',
    'undeliverable',
    'rejected',
    'expired',
    'cancelled',
    'canceled',
  ],
  waiting: ['pending', 'queued', 'accepted', 'received', 'sending', 'processing', 'scheduled'],
};

export interface ModemReport {
  id: string;
  meaning: ReportMeaning;
  /** As the modem wrote it. */
  word: string;
}

const SHOWN = 60;

/** A packet of `/sms/status`; null when it is none. */
export function reportIn(payload: Buffer): ModemReport | null {
  const report = Report.safeParse(jsonIn(payload));
  if (!report.success || report.data.message_id === '' || report.data.status === '') return null;
  const { message_id: id, status } = report.data;
  const said = status.toLowerCase();
  const found = Object.entries(MEANINGS).find(([, words]) => words.includes(said));
  return { id: id.toLowerCase(), meaning: (found?.[0] ?? 'unknown') as ReportMeaning, word: status.slice(0, SHOWN) };
}

export interface ModemInbound {
  /** The number of the SIM card that it came in at; null where the packet names none of ours. */
  own: string | null;
  from: string;
  text: string;
}

/**
 * A packet of `/sms/receive`. A modem that knows its SIM card's number says it as the sender's, and the other side as the
 * receiver; one that does not says them the other way round. What cannot be read is shown as it came.
 * @param numbers of our SIM cards
 */
export function inboundIn(payload: Buffer, numbers: readonly string[]): ModemInbound {
  const alone = numbers.length === 1 ? (numbers[0] ?? null) : null;
  const inbound = Inbound.safeParse(jsonIn(payload));
  if (!inbound.success) {
    return { own: alone, from: 'unknown', text: `[cannot be read] ${payload.toString('utf8')}` };
  }
  const { sender_number: sender, receiver_number: receiver, message } = inbound.data;
  const ours = (number: string) => numbers.find((own) => digitsOf(own) === digitsOf(number)) ?? null;
  const text = String(message);
  const bySender = ours(sender);
  if (bySender !== null) return { own: bySender, from: receiver, text };
  return { own: ours(receiver) ?? alone, from: sender, text };
}

function jsonIn(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return null;
  }
}
