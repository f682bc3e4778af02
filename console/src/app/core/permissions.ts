import type { Role } from '@signalbox/contracts/auth';

/** What parts of the console ask for; the server decides again at each of its doors. */
export type Permission =
  | 'monitor'
  | 'send'
  | 'send-urgent'
  | 'manage-channels'
  | 'manage-accounts'
  | 'manage-programs'
  | 'own-keys'
  | 'all-keys';

const GRANTS: Record<Permission, readonly Role[]> = {
  /** Everybody's messages, figures, SIM cards and workers. */
  monitor: ['admin', 'operator', 'viewer'],
  send: ['admin', 'operator', 'user'],
  /** Before what everybody else sends. */
  'send-urgent': ['admin', 'operator'],
  /** SIM cards; and what can be asked of a channel or a worker. */
  'manage-channels': ['admin', 'operator'],
  /** Accounts at providers and of workers, with their passwords. */
  'manage-accounts': ['admin'],
  /** Programs, and what they are made of: pairs, number lists, suppressions. */
  'manage-programs': ['admin', 'operator'],
  /** Even a viewer's: a key of a viewer reads, as its owner does. */
  'own-keys': ['admin', 'operator', 'viewer', 'user'],
  /** To see everybody's keys, and to end them. */
  'all-keys': ['admin'],
};

/** Whether a role may do this; nobody signed in may do nothing. */
export const allows = (role: Role | null, permission: Permission): boolean =>
  role !== null && GRANTS[permission].includes(role);
