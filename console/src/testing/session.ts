import type { Role, Session } from '@signalbox/contracts/auth';

/** A session that ends in an hour, unless told otherwise. */
export const sessionOf = (role: Role, change: Partial<Session> = {}): Session => ({
  token: `token-of-${role}`,
  expires_at: new Date(Date.now() + 3_600_000).toISOString(),
  user: {
    id: 1,
    username: role,
    email: `${role}@example.org`,
    role,
    granted: [],
    full_name: null,
    disabled: false,
    second_factor: false,
    locale: null,
    time_zone: null,
    created_at: '2026-11-22T10:00:00.000Z',
  },
  second_factor_missing: false,
  ...change,
});
