/**
 * How long Retry-After (RFC 9110, 10.2.3) asks to wait: seconds, or a date.
 * @param now epoch milliseconds
 * @returns milliseconds, 0 for a date that has passed; null where it says neither. It may be any length: who waits, bounds it
 */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // What else a date is read from, such as "-5", is none that HTTP knows: those begin with the day of the week.
  const at = /^[a-z]{3,9},? /i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
