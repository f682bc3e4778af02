import type { Role } from '@signalbox/contracts/permissions';

/** What each role is for. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  admin: 'Everything, accounts included',
  operator: 'Sends, sees everything, changes what is worked with',
  viewer: 'Sees everything',
  user: 'Sends, and sees its own messages',
};
