/** What happens to a message, in this order; all but the first once an attempt. */
export type Step = 'accept' | 'dispatch' | 'send' | 'report';

const PLACES: Record<Step, number> = { accept: 0, dispatch: 1, send: 2, report: 3 };

/**
 * The trace of a message is its id, 128 bits as both are: whoever has the message knows its trace, and nothing of it travels or is
 * stored. @returns 32 hex digits, W3C Trace Context 3.2.2.3
 */
export const traceIdOf = (messageId: string): string => messageId.replaceAll('-', '');

/** The last half of the id, with step and attempt in its end: one an attempt and step of a trace. @returns 16 hex digits */
export function spanIdOf(messageId: string, step: Step, attempt: number): string {
  const half = traceIdOf(messageId).slice(16);
  const end = Number.parseInt(half.slice(12), 16) ^ (((attempt << 2) | PLACES[step]) & 0xffff);
  return half.slice(0, 12) + end.toString(16).padStart(4, '0');
}

/** Whether a message is among the share (0 to 1) that is traced: the same everywhere, by the random end of its id. */
export const isTraced = (messageId: string, share: number): boolean =>
  Number.parseInt(messageId.slice(-8), 16) < share * 2 ** 32;
