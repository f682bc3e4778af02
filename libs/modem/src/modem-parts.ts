import type { Answer } from './answer.js';
import type { AtCommand } from './command-line.js';
import type { Faults } from './faults.js';
import type { Incoming } from './incoming.js';
import type { MessageStore } from './message-store.js';
import type { ModemOptions } from './modem-options.js';
import type { Radio } from './radio.js';
import type { Settings } from './settings.js';
import type { Sim } from './sim.js';
import type { Submissions } from './submissions.js';
import type { UssdSession } from './ussd-session.js';
import type { Vendor } from './vendors.js';

/** What the commands work on. */
export interface ModemParts {
  options: ModemOptions;
  vendor: Vendor;
  settings: Settings;
  faults: Faults;
  sim: Sim;
  radio: Radio;
  stores: Readonly<Record<string, MessageStore>>;
  incoming: Incoming;
  submissions: Submissions;
  ussd: UssdSession;
  call: Call;
  /** An unsolicited line. */
  show(text: string): void;
  /** AT+CFUN=1,1, once its OK is out. */
  restart(): void;
  /** The line goes away. */
  drop(): void;
}

/** The one call there may be. */
export interface Call {
  from: string | null;
}

/** One command. What a table lacks is unknown to the modem. */
export type Handler = (command: AtCommand) => Answer;
export type CommandTable = Readonly<Record<string, Handler>>;

/** The storage of this name; MT is the one of both kinds, here ME. */
export function storeOf(stores: Readonly<Record<string, MessageStore>>, name: string): MessageStore {
  const store = stores[name === 'MT' ? 'ME' : name];
  if (!store) throw new RangeError(`there is no storage ${name}`);
  return store;
}

/** A number of a command's parameters within bounds; what is omitted is `fallback`; null when it is none. */
export function numberIn(text: string | undefined, from: number, to: number, fallback: number): number | null {
  if (text === undefined || text === '') return fallback;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  return value >= from && value <= to ? value : null;
}
