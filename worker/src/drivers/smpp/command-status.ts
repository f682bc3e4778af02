/**
 * What a refusal means for us (SMPP 3.4 5.1.3):
 * - `throttled`: not taken, and it may be tried again soon;
 * - `temporary`: this message may be tried again later;
 * - `permanent`: this message will never be taken;
 * - `account`: no message of this account will be taken until somebody changes something;
 * - `state`: the SMSC does not take us for bound: the connection is of no use.
 */
export type RefusalKind = 'throttled' | 'temporary' | 'permanent' | 'account' | 'state';

export interface Refusal {
  kind: RefusalKind;
  words: string;
}

export const STATUS = {
  ok: 0x00,
  invalidCommandId: 0x03,
  wrongBindState: 0x04,
  temporaryError: 0x64,
  permanentError: 0x65,
} as const;

const KNOWN: Record<number, [kind: RefusalKind, words: string]> = {
  0x01: ['permanent', 'the message length is invalid'],
  0x02: ['permanent', 'the command length is invalid'],
  0x03: ['account', 'the SMSC does not know the command'],
  0x04: ['state', 'the connection is not bound for this'],
  0x05: ['temporary', 'the account is bound already'],
  0x06: ['permanent', 'the priority flag is invalid'],
  0x07: ['permanent', 'the registered delivery flag is invalid'],
  0x08: ['temporary', 'system error'],
  0x0a: ['account', 'the sender is not allowed'],
  0x0b: ['permanent', 'the number is invalid'],
  0x0c: ['permanent', 'the message id is invalid'],
  0x0d: ['account', 'the bind failed'],
  0x0e: ['account', 'the password is wrong'],
  0x0f: ['account', 'the system id is wrong'],
  0x14: ['throttled', 'the message queue is full'],
  0x15: ['account', 'the service type is invalid'],
  0x33: ['permanent', 'the number of destinations is invalid'],
  0x34: ['permanent', 'the distribution list is invalid'],
  0x40: ['permanent', 'the destination flag is invalid'],
  0x42: ['permanent', 'submit with replace is not supported'],
  0x43: ['permanent', 'the esm_class is invalid'],
  0x44: ['permanent', 'cannot submit to a distribution list'],
  0x45: ['temporary', 'the submit failed'],
  0x48: ['account', "the sender's type of number is invalid"],
  0x49: ['account', "the sender's numbering plan is invalid"],
  0x50: ['permanent', "the number's type of number is invalid"],
  0x51: ['permanent', "the number's numbering plan is invalid"],
  0x53: ['account', 'the system type is invalid'],
  0x54: ['permanent', 'the replace flag is invalid'],
  0x55: ['permanent', 'the number of messages is invalid'],
  0x58: ['throttled', 'too many messages at once'],
  0x61: ['permanent', 'the scheduled time is invalid'],
  0x62: ['permanent', 'the validity is invalid'],
  0x63: ['permanent', 'the predefined message is invalid'],
  0x64: ['temporary', 'temporary error'],
  0x65: ['permanent', 'permanent error'],
  0x66: ['permanent', 'refused by the application'],
  0x67: ['temporary', 'the query failed'],
  0xc0: ['permanent', 'the optional parameters are invalid'],
  0xc1: ['permanent', 'an optional parameter is not allowed'],
  0xc2: ['permanent', 'the length of a parameter is invalid'],
  0xc3: ['permanent', 'a parameter is missing'],
  0xc4: ['permanent', 'the value of a parameter is invalid'],
  0xfe: ['temporary', 'the delivery failed'],
  0xff: ['temporary', 'unknown error'],
};

/** A status that is not zero, in words with its number. What the standard does not name may be tried again. */
export function refusalOf(status: number): Refusal {
  const [kind, words] = KNOWN[status] ?? ['temporary', status >= 0x400 ? "the SMSC's own error" : 'reserved error'];
  return { kind, words: `${words} (0x${status.toString(16).toUpperCase().padStart(8, '0')})` };
}

/** Statuses of a bind that trying again soon does not change. */
const CREDENTIALS = new Set([0x0d, 0x0e, 0x0f, 0x53]);
export const isBadCredentials = (status: number): boolean => CREDENTIALS.has(status);
