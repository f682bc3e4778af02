import type { SmppSettings } from '@signalbox/contracts/providers';

/** What a report's word for the state of a message means. `unknown`: nobody told us what it means. */
export type ReportOutcome = 'delivered' | 'undelivered' | 'waiting' | 'unknown';

/** The outcome, and why in words. */
export type State = readonly [outcome: ReportOutcome, words: string];

const DELIVERED: State = ['delivered', 'delivered'];
const WAITING: State = ['waiting', 'the SMSC still tries'];
const because = (words: string): State => ['undelivered', words];
const EXPIRED = because('the validity has passed');
const DELETED = because('deleted by the SMSC');
const UNDELIVERABLE = because('undeliverable');
const UNKNOWN = because('the SMSC does not know what became of it');
const REJECTED = because('rejected');
const BLOCKED = because('blocked');
const ABSENT = because('the subscriber is absent');

/**
 * Appendix B of SMPP 3.4 cuts its words to seven letters; many SMSCs write them in full, some have their own. The words of
 * the table have letters and digits only, as `bare` leaves them.
 */
const TABLE: Readonly<Record<string, State>> = {
  DELIVRD: DELIVERED,
  DELIVERD: DELIVERED,
  DELIVRED: DELIVERED,
  DELIVERED,
  DELIVERY: DELIVERED,
  DLVRD: DELIVERED,
  SUCCESS: DELIVERED,
  DELIVEREDTOTERMINAL: DELIVERED,
  DELIVEREDTOHANDSET: DELIVERED,
  ENROUTE: WAITING,
  // The standard has it as "read by customer service"; in the field it means that the SMSC took it.
  ACCEPTD: WAITING,
  ACCEPTED: WAITING,
  BUFFRED: WAITING,
  BUFFERED: WAITING,
  INPROGRESS: WAITING,
  PENDING: WAITING,
  QUEUED: WAITING,
  RETRY: WAITING,
  SCHEDULED: WAITING,
  SENT: WAITING,
  SENTTONETWORK: WAITING,
  SUBMITTED: WAITING,
  EXPIRED,
  EXPIRD: EXPIRED,
  TIMEOUT: EXPIRED,
  TIMEDOUT: EXPIRED,
  DELETED,
  CANCELED: DELETED,
  CANCELLED: DELETED,
  UNDELIV: UNDELIVERABLE,
  UNDELIVRD: UNDELIVERABLE,
  UNDELIVERED: UNDELIVERABLE,
  UNDELIVERABLE,
  UNDLVRD: UNDELIVERABLE,
  NOTDELIVERED: UNDELIVERABLE,
  DELIVERYIMPOSSIBLE: UNDELIVERABLE,
  DELIVERYFAILED: UNDELIVERABLE,
  DELIVERYFAILURE: UNDELIVERABLE,
  NOTDELIVRD: UNDELIVERABLE,
  UNDELI: UNDELIVERABLE,
  UNKNOWN,
  UNKNOWND: UNKNOWN,
  REJECTD: REJECTED,
  REJECT: REJECTED,
  REJECTED,
  SKIPPED: because('skipped by the SMSC'),
  FAIL: because('failed'),
  FAILED: because('failed'),
  FAILURE: because('failed'),
  ERROR: because('failed'),
  BLOCKED,
  BARRED: BLOCKED,
  BLACKLISTED: BLOCKED,
  BLACKLIST: BLOCKED,
  SPAM: BLOCKED,
  DND: BLOCKED,
  ABSENT,
  ABSENTSUBSCRIBER: ABSENT,
  INVALID: because('the number is not valid'),
  INVALIDNUMBER: because('the number is not valid'),
  UNROUTABLE: because('no route to the number'),
  NOROUTE: because('no route to the number'),
};

/** message_state, SMPP 3.4 5.2.28, by its number. */
const BY_NUMBER = [
  '',
  'ENROUTE',
  'DELIVRD',
  'EXPIRED',
  'DELETED',
  'UNDELIV',
  'ACCEPTD',
  'UNKNOWN',
  'REJECTD',
  'SKIPPED',
];

/** A word as it is looked up: SMSCs change case, and write blanks, dashes and underscores, or none. */
const bare = (word: string): string => word.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
const has = (words: readonly string[] | undefined, word: string): boolean =>
  words?.some((one) => bare(one) === word) === true;

/** What an account's own words are. */
export type OwnWords = Pick<SmppSettings, 'report_delivered' | 'report_undelivered' | 'report_waiting'>;

const SHOWN = 40;

/** What a word means: the account's own words before ours. */
export function stateOf(word: string, own: OwnWords): State {
  const hasOwn = own.report_delivered ?? own.report_undelivered ?? own.report_waiting;
  const plain = hasOwn === undefined && Object.hasOwn(TABLE, word) ? TABLE[word] : undefined;
  if (plain) return plain;
  const looked = bare(word);
  const ours = Object.hasOwn(TABLE, looked) ? TABLE[looked] : undefined;
  if (looked !== '' && has(own.report_delivered, looked)) return DELIVERED;
  if (looked !== '' && has(own.report_undelivered, looked)) {
    return ours?.[0] === 'undelivered' ? ours : because(`the SMSC says ${word.slice(0, SHOWN)}`);
  }
  if (looked !== '' && has(own.report_waiting, looked)) return WAITING;
  if (ours) return ours;
  const said = looked === '' ? 'no word for its state' : `"${word.slice(0, SHOWN)}"`;
  return ['unknown', `the SMSC reports ${said}, which is no state that is known here`];
}

/** The word for a message_state; '' where the standard has none. */
export const wordOfNumber = (state: number | undefined): string =>
  state === undefined ? '' : (BY_NUMBER[state] ?? `message_state ${state}`);
