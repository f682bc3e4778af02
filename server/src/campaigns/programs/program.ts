import type { StoredProxy } from '../../messaging/sms/program-proxies.service.js';
import type { ClientWords } from '@signalbox/contracts/program-words';

/** A sending session over a number list for a pair. Times are epoch milliseconds, UTC. */
export interface Program {
  id: string;
  name: string;
  ownerId: number;
  /** Null: each recipient's own pair is found by its prefix. */
  pairId: string | null;
  listId: string | null;
  details: ProgramDetails;
  /** Grows by one with each update. */
  version: number;
  createdAt: number;
  updatedAt: number;
}

export interface ProgramDetails extends ClientWords {
  /** Text with `{{column}}` or `{{column|fallback}}` where a row's values go; empty where it has none, see program-text.ts. */
  template: string;
  /** The number of the SIM card to send from; null leaves the choice to the router. */
  sender: string | null;
  /** 1 to 10, 10 is the most urgent. */
  priority: number;
  /** Messages a minute; null is no limit. */
  ratePerMinute: number | null;
  /** A proxy that HTTP providers are reached through, as it was written, but `***` for its password. */
  proxy: string | null;
  /** The password, sealed for this program; absent where the proxy has none. */
  proxySecret?: string;
  window: SendingWindow | null;
  /** How long a message may wait before it leaves, in seconds; null is without end. */
  validitySeconds: number | null;
  /** An inactive program cannot be started. */
  active: boolean;
  /** When the run gives up by itself; null is never. */
  failWhen: FailureThreshold | null;
  /** Plain characters in place of typographic ones where they save parts; absent: as the setting says. */
  smartEncoding?: boolean;
}

export const storedProxyOf = ({ proxy, proxySecret }: ProgramDetails): StoredProxy | null =>
  proxy === null ? null : { text: proxy, secret: proxySecret ?? null };

/** When messages may leave. */
export interface SendingWindow {
  /** 0 is Sunday. */
  days: number[];
  /** `HH:MM`, the first minute in and the first minute out; `to` before `from` goes over midnight. */
  from: string;
  to: string;
  /** An IANA time zone, or `recipient` for that of the recipient's country. */
  timeZone: string;
}

export interface FailureThreshold {
  /** Share of delivered among those that came to an end, 0 to 1. */
  successBelow: number;
  /** Over the last minutes. */
  minutes: number;
  /** Fewer endings than this say nothing. */
  atLeast: number;
}

export type ProgramChange = Partial<Pick<Program, 'name' | 'pairId' | 'listId' | 'details' | 'updatedAt'>>;
