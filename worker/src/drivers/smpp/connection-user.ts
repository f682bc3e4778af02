import type { SmppSettings } from '@signalbox/contracts/providers';
import type { Delivery } from './pdu.js';

export type BindKind = 'transceiver' | 'transmitter' | 'receiver';

/** What became of a submit_sm. */
export type Answer =
  | { kind: 'taken'; id: string }
  | { kind: 'refused'; status: number }
  /** Nobody can say. */
  | { kind: 'unknown'; reason: string };

/** Why a connection is no more, in words; `credentials` when the SMSC refused name or password. */
export interface Ending {
  words: string;
  credentials: boolean;
}

/** What the SMSC gets for a delivery. */
export interface Reply {
  status: number;
  /** The answer has gone out: the SMSC need not deliver it again. */
  answered?: () => void;
}

/** Who uses a connection. None of these may throw. */
export interface ConnectionUser<T> {
  bound(): void;
  /** The SMSC wants to end it, in words: nothing more is submitted, what is under way is waited for. */
  unbinding(words: string): void;
  /** Once, at the end; what was under way has been answered as unknown before. */
  closed(ending: Ending): void;
  answered(what: T, answer: Answer): void;
  /** Resolves when what came is kept. */
  delivered(delivery: Delivery): Promise<Reply>;
  /** Something to be counted in the log now and then. */
  odd(kind: string, words: string): void;
}

export interface ConnectionSettings {
  settings: SmppSettings;
  password: string;
}
