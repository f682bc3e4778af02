import type { Row } from './reply.js';

/** Rows of one answer. */
export const MAX_ROWS = 5000;
/** Octets of what a router says in one session. */
export const MAX_ANSWER = 8_000_000;

/** What can be read of a router, by the names of both protocols. */
export type Menu = 'interface' | 'system/resource';

/** A router that is asked, whichever way it is spoken to. */
export interface RouterClient {
  /** The rows of a menu with these values; those that a row does not have are left out. @throws Refusal */
  rows(menu: Menu, values: readonly string[]): Promise<Row[]>;
  close(): void;
}

export interface Credentials {
  username: string;
  password: string;
}
