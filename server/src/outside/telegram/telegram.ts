import { ComeAgain, Refused } from '../../platform/outbox/outbox.js';

/** What Telegram says of a request that it does not take, as its library throws it. */
export interface TelegramNo {
  code: number;
  description: string;
  parameters?: { retry_after?: number };
}

const isNo = (error: unknown): error is TelegramNo =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' && 'description' in error;

/**
 * What an attempt that failed comes to: 429 comes again when it says, what no repetition helps (a chat that is not there, a
 * token that is none) is given up, all else comes again. Never the library's own error: its words and its stack have the
 * address, of which the token is a part, and they are kept and logged.
 */
export function failureOf(error: unknown, token: string): Error {
  if (!isNo(error)) return new Error(without(token, error instanceof Error ? error.message : String(error)));
  const { code, description, parameters } = error;
  const words = without(token, `Telegram says ${code}: ${description}`);
  if (code === 429) return new ComeAgain(words, (parameters?.retry_after ?? 1) * 1000);
  // A token that was revoked, a chat that put the bot out, a chat that is not there.
  return code >= 400 && code < 500 ? new Refused(words) : new Error(words);
}

const without = (token: string, text: string): string => (token === '' ? text : text.replaceAll(token, '***'));

/** A command of a chat: `/ack 12 I am on it`, with or without the bot's name. */
export interface Command {
  name: string;
  words: string[];
}

export function commandOf(text: string): Command | null {
  const match = /^\/([a-z]{1,32})(?:@\w{1,64})?(?:\s+([\s\S]*))?$/i.exec(text.trim());
  if (!match) return null;
  const [, name = '', rest = ''] = match;
  return { name: name.toLowerCase(), words: rest.split(/\s+/).filter((word) => word !== '') };
}

/** How long `/silence 12 2h` is, in ms: minutes, hours or days, a week at most; null when it is no such time. */
export function durationOf(text: string): number | null {
  const match = /^(\d{1,4})(m|h|d)$/.exec(text);
  if (!match) return null;
  const unit = { m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] as 'm' | 'h' | 'd'];
  const ms = Number(match[1]) * unit;
  return ms > 0 && ms <= 7 * 86_400_000 ? ms : null;
}
