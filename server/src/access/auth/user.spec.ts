import { describe, expect, it } from '@jest/globals';
import { type User, endsAccess, identifierKey, losesLastAdmin, toView, withEpoch, withGrants } from './user.js';

const admin = { role: 'admin', disabled: false } as const;
const user: User = {
  id: 7,
  username: 'Jane',
  email: 'Jane@example.com',
  passwordHash: '$argon2id$secret',
  role: 'operator',
  granted: [],
  disabled: false,
  fullName: null,
  passwordIsCommon: null,
  sessionEpoch: 4,
  hasSecondFactor: false,
  locale: null,
  timeZone: 'Africa/Nairobi',
  createdAt: 0,
};

describe('user', () => {
  it('finds a name whatever its case', () => {
    expect(identifierKey('  Jane@Example.COM ')).toBe('jane@example.com');
  });

  it('keeps the last active admin from being demoted, disabled or deleted', () => {
    expect(losesLastAdmin(admin, { role: 'viewer', disabled: false }, 0)).toBe(true);
    expect(losesLastAdmin(admin, { role: 'admin', disabled: true }, 0)).toBe(true);
    expect(losesLastAdmin(admin, null, 0)).toBe(true);
  });

  it('lets any other change pass', () => {
    expect(losesLastAdmin(admin, admin, 0)).toBe(false);
    expect(losesLastAdmin(admin, null, 1)).toBe(false);
    expect(losesLastAdmin({ role: 'admin', disabled: true }, null, 0)).toBe(false);
    expect(losesLastAdmin({ role: 'user', disabled: false }, null, 0)).toBe(false);
  });

  it('ends what is open on a new role, a new password or when disabled, not on a new address', () => {
    expect(endsAccess(user, { ...user, role: 'viewer' })).toBe(true);
    expect(endsAccess(user, { ...user, passwordHash: '$argon2id$other' })).toBe(true);
    expect(endsAccess(user, { ...user, disabled: true })).toBe(true);
    expect(endsAccess(user, { ...user, email: 'other@example.com' })).toBe(false);
    expect(endsAccess({ ...user, disabled: true }, user)).toBe(false);
  });

  it('counts what ends access, so that nothing from before comes back with the change taken back', () => {
    expect(withEpoch(user, { role: 'viewer' })).toEqual({ role: 'viewer', sessionEpoch: 5 });
    expect(withEpoch(user, { disabled: true, email: 'x@example.com' })).toMatchObject({ sessionEpoch: 5 });
    expect(withEpoch(user, { email: 'x@example.com' })).toEqual({ email: 'x@example.com' });
    expect(withEpoch({ ...user, disabled: true }, { disabled: false })).toEqual({ disabled: false });
  });

  it('ends what is open when something is granted or taken back', () => {
    const granted = { ...user, granted: ['office.money'] as const };
    expect(endsAccess(user, granted)).toBe(true);
    expect(endsAccess(granted, user)).toBe(true);
    expect(endsAccess(granted, { ...granted })).toBe(false);
    expect(withEpoch(user, { granted: ['office.money'] })).toMatchObject({ sessionEpoch: 5 });
  });

  it('takes grants that are for the role, once each, and leaves none behind with another role', () => {
    const granted: User = { ...user, granted: ['office.money'] };
    expect(withGrants(user, { granted: ['office.money', 'office.money'] })).toEqual({ granted: ['office.money'] });
    expect(withGrants(user, { role: 'viewer' })).toEqual({ role: 'viewer' });
    for (const role of ['admin', 'viewer', 'user'] as const) {
      expect(withGrants(granted, { role })).toEqual({ role, granted: [] });
      expect(() => withGrants(user, { role, granted: ['office.money'] })).toThrow(
        expect.objectContaining({ errors: [expect.objectContaining({ field: 'granted' })] }),
      );
      expect(withGrants({ ...user, role }, { role: 'operator', granted: ['office.money'] })).toMatchObject({
        granted: ['office.money'],
      });
    }
    expect(withGrants(granted, { email: 'x@example.com' })).toMatchObject({ granted: ['office.money'] });
    expect(withGrants(granted, { granted: [] })).toEqual({ granted: [] });
  });

  it('shows an account without its hash', () => {
    expect(toView(user)).toEqual({
      id: 7,
      username: 'Jane',
      email: 'Jane@example.com',
      full_name: null,
      role: 'operator',
      granted: [],
      disabled: false,
      second_factor: false,
      locale: null,
      time_zone: 'Africa/Nairobi',
      created_at: '1970-01-01T00:00:00.000Z',
    });
  });
});
