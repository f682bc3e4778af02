/**
 * Where a message is: in the queue, at the worker of a channel, with the network; no more under way, so that nothing
 * happens to it by itself; or it came in.
 */
export type Phase = 'queue' | 'channel' | 'network' | 'over' | 'inbox';
/** Whether the recipient has it; `unknown` is that nobody can say. */
export type Outcome = 'success' | 'failure' | 'unknown';
/** What the sums of traffic count it as when it gets there. */
export type CountedAs = 'dispatched' | 'sent' | 'delivered' | 'failed' | 'received';
/** The colour family it is shown in. */
export type Tone = 'waiting' | 'moving' | 'done' | 'bad' | 'unsure' | 'neutral' | 'incoming';

/** What can happen to an outgoing message. */
export type MessageEvent =
  | 'due'
  | 'dispatched'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'retry'
  | 'failover'
  | 'uncertain'
  | 'expired'
  | 'cancelled'
  | 'requeued';

interface Row<Status extends string> {
  readonly label: string;
  readonly tone: Tone;
  readonly phase: Phase;
  /** Null while there is none, and of what was taken back. */
  readonly outcome: Outcome | null;
  readonly countedAs: CountedAs | null;
  /** Whether the network is known to have taken it. */
  readonly taken: boolean;
  /** How far along its life it is: tells which of two changes of the same millisecond came later. */
  readonly rank: number;
  /** How many stations of the way (queued, dispatched, sent, delivered) are behind it. */
  readonly passed: number;
  /**
   * What may happen to it, and what it is then, as docs/ARCHITECTURE.md draws it. What is not listed changes nothing, so
   * that late, repeated and disordered events are harmless. `retry`, `failover` and `requeued` begin a new attempt: within
   * one attempt a status never goes backwards.
   */
  readonly on: Readonly<Partial<Record<MessageEvent, Status>>>;
}

/** The statuses of a message, in the order of its life, with all that each means. */
const TABLE = {
  scheduled: {
    label: 'Scheduled',
    tone: 'waiting',
    phase: 'queue',
    outcome: null,
    countedAs: null,
    taken: false,
    rank: 0,
    passed: 0,
    on: { due: 'queued', cancelled: 'cancelled', expired: 'expired' },
  },
  queued: {
    label: 'Queued',
    tone: 'waiting',
    phase: 'queue',
    outcome: null,
    countedAs: null,
    taken: false,
    rank: 1,
    passed: 0,
    on: { dispatched: 'dispatched', cancelled: 'cancelled', expired: 'expired', failed: 'failed' },
  },
  dispatched: {
    label: 'Dispatched',
    tone: 'moving',
    phase: 'channel',
    outcome: null,
    countedAs: 'dispatched',
    taken: false,
    rank: 2,
    passed: 1,
    on: {
      sent: 'sent',
      // A report can overtake the answer to the sending itself.
      delivered: 'delivered',
      undelivered: 'undelivered',
      failed: 'failed',
      retry: 'queued',
      // The network's no, and another channel that may know better.
      failover: 'queued',
      uncertain: 'uncertain',
      expired: 'expired',
    },
  },
  sent: {
    label: 'Sent',
    tone: 'moving',
    phase: 'network',
    outcome: null,
    countedAs: 'sent',
    taken: true,
    rank: 3,
    passed: 2,
    on: { delivered: 'delivered', undelivered: 'undelivered', failover: 'queued' },
  },
  delivered: {
    label: 'Delivered',
    tone: 'done',
    phase: 'over',
    outcome: 'success',
    countedAs: 'delivered',
    taken: true,
    rank: 5,
    passed: 3,
    on: {},
  },
  undelivered: {
    label: 'Undelivered',
    tone: 'bad',
    phase: 'over',
    outcome: 'failure',
    countedAs: 'failed',
    taken: true,
    rank: 5,
    passed: 3,
    on: { requeued: 'queued' },
  },
  failed: {
    label: 'Failed',
    tone: 'bad',
    phase: 'over',
    outcome: 'failure',
    countedAs: 'failed',
    taken: false,
    rank: 5,
    passed: 2,
    on: { requeued: 'queued' },
  },
  uncertain: {
    label: 'Uncertain',
    tone: 'unsure',
    phase: 'over',
    outcome: 'unknown',
    countedAs: 'failed',
    taken: false,
    rank: 4,
    passed: 2,
    // The network's own report says more than our doubt.
    on: { delivered: 'delivered', undelivered: 'undelivered', requeued: 'queued' },
  },
  expired: {
    label: 'Expired',
    tone: 'neutral',
    phase: 'over',
    outcome: 'failure',
    countedAs: 'failed',
    taken: false,
    rank: 5,
    passed: 1,
    on: { requeued: 'queued' },
  },
  cancelled: {
    label: 'Cancelled',
    tone: 'neutral',
    phase: 'over',
    outcome: null,
    countedAs: null,
    taken: false,
    rank: 5,
    passed: 1,
    on: {},
  },
  received: {
    label: 'Received',
    tone: 'incoming',
    phase: 'inbox',
    outcome: null,
    countedAs: 'received',
    taken: false,
    rank: 5,
    passed: 0,
    on: {},
  },
} as const satisfies Record<string, Row<string>>;

export type MessageStatus = keyof typeof TABLE;

/** Every list of statuses follows from this table, so that a new status is a row here. */
export const STATUSES: Readonly<Record<MessageStatus, Row<MessageStatus>>> = TABLE;
export const MESSAGE_STATUSES = Object.keys(TABLE) as readonly MessageStatus[];

/** The statuses with something in common, in the order of the table. Asked once, where a module is loaded. */
export const statusesWith = (isOne: (row: Row<MessageStatus>) => boolean): readonly MessageStatus[] =>
  MESSAGE_STATUSES.filter((status) => isOne(STATUSES[status]));

type InPhase<P extends Phase> = {
  [Status in MessageStatus]: (typeof TABLE)[Status]['phase'] extends P ? Status : never;
}[MessageStatus];

/** The statuses in which it waits for a channel, and is in the queue's index. */
export type WaitingStatus = InPhase<'queue'>;
export const WAITING = statusesWith(({ phase }) => phase === 'queue') as readonly WaitingStatus[];
/** What has not left for the network yet, and may still. */
export const UNSENT = statusesWith(({ phase }) => phase === 'queue' || phase === 'channel');
/** What more may happen to by itself. */
export const ON_THE_WAY = statusesWith(({ phase }) => phase !== 'over' && phase !== 'inbox');
/** What the network is known to have taken. */
export const TAKEN = statusesWith(({ taken }) => taken);
/** What is known not to have arrived. */
export const FAILURES = statusesWith(({ outcome }) => outcome === 'failure');
/** What came to nothing, as far as anybody knows. */
export const CAME_TO_NOTHING = statusesWith(({ countedAs }) => countedAs === 'failed');

/** Whether it waits for a channel. */
export const isWaiting = (status: MessageStatus): boolean => (WAITING as readonly MessageStatus[]).includes(status);

/** The status after an event, or null where the event changes nothing. */
export const next = (status: MessageStatus, event: MessageEvent): MessageStatus | null =>
  STATUSES[status].on[event] ?? null;
