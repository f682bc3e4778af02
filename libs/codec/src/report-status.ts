/** What a report says of its message: there, still being tried, or given up. */
export type ReportOutcome = 'delivered' | 'temporary' | 'undelivered';

/** TS 23.040 9.2.3.15. */
const WORDS: ReadonlyMap<number, string> = new Map([
  [0x00, 'received by the phone'],
  [0x01, 'forwarded to the phone, which could not confirm it'],
  [0x02, 'replaced by the service centre'],
  [0x20, 'congestion'],
  [0x21, 'phone busy'],
  [0x22, 'no response from the phone'],
  [0x23, 'service rejected'],
  [0x24, 'quality of service not available'],
  [0x25, 'error in the phone'],
  [0x40, 'remote procedure error'],
  [0x41, 'incompatible destination'],
  [0x42, 'connection rejected by the phone'],
  [0x43, 'not obtainable'],
  [0x44, 'quality of service not available'],
  [0x45, 'no interworking available'],
  [0x46, 'validity period expired'],
  [0x47, 'deleted by the sender'],
  [0x48, 'deleted by the service centre'],
  [0x49, 'message does not exist'],
  [0x60, 'congestion'],
  [0x61, 'phone busy'],
  [0x62, 'no response from the phone'],
  [0x63, 'service rejected'],
  [0x64, 'quality of service not available'],
  [0x65, 'error in the phone'],
]);

const KINDS: readonly { outcome: ReportOutcome; words: string }[] = [
  { outcome: 'delivered', words: 'completed' },
  { outcome: 'temporary', words: 'temporary error' },
  { outcome: 'undelivered', words: 'permanent error' },
  { outcome: 'undelivered', words: 'temporary error' },
];
const AFTERWARDS: Record<ReportOutcome, string> = {
  delivered: '',
  temporary: ', the service centre still tries',
  undelivered: ', the service centre has given up',
};
const REPLACED = 0x02;

const hex = (octet: number): string => `0x${octet.toString(16).toUpperCase().padStart(2, '0')}`;

/**
 * What TP-ST means (TS 23.040 9.2.3.15). Bits 6 and 5 tell the kind, also of values that are reserved or a service
 * centre's own; with bit 7 set all are reserved, and count as "service rejected". A message that the service centre
 * replaced was not delivered.
 * @param status TP-ST, 0 to 255.
 */
export function reportOutcome(status: number): { outcome: ReportOutcome; words: string } {
  const known = WORDS.get(status);
  if (status > 0x7f) return { outcome: 'undelivered', words: `service rejected (${hex(status)})` };
  if (status === REPLACED) return { outcome: 'undelivered', words: known ?? '' };
  const kind = KINDS[status >> 5] ?? { outcome: 'undelivered', words: 'permanent error' };
  const words = known ?? `${kind.words} ${hex(status)}`;
  return { outcome: kind.outcome, words: words + AFTERWARDS[kind.outcome] };
}
