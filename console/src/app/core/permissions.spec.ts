import { describe, expect, it } from 'vitest';
import type { Role } from '@signalbox/contracts/auth';
import { visibleNavigation } from '../shell/navigation';
import { allows } from './permissions';

const pages = (role: Role) =>
  visibleNavigation((permission) => allows(role, permission)).flatMap((group) => group.items.map((item) => item.path));

const STAFF_PAGES = [
  '/dashboard',
  '/outbox',
  '/inbox',
  '/programs',
  '/number-lists',
  '/suppressions',
  '/pairs',
  '/sim-cards',
  '/providers',
  '/workers',
  '/api-keys',
];

describe('what a role sees', () => {
  it('shows everything to an operator', () => {
    expect(pages('operator')).toEqual(STAFF_PAGES);
  });

  it('shows a user its messages and keys only', () => {
    expect(pages('user')).toEqual(['/outbox', '/inbox', '/api-keys']);
  });

  it('lets a viewer see everything, and neither send nor change a channel or a program', () => {
    expect(pages('viewer')).toEqual(STAFF_PAGES);
    expect(allows('viewer', 'send')).toBe(false);
    expect(allows('viewer', 'manage-channels')).toBe(false);
    expect(allows('viewer', 'manage-programs')).toBe(false);
  });

  it('keeps accounts and their passwords to admins', () => {
    expect(allows('admin', 'manage-accounts')).toBe(true);
    expect(allows('operator', 'manage-accounts')).toBe(false);
  });

  it('keeps urgent messages from those who may register themselves, and the keys of others to admins', () => {
    expect((['admin', 'operator', 'viewer', 'user'] as const).filter((role) => allows(role, 'send-urgent'))).toEqual([
      'admin',
      'operator',
    ]);
    expect(allows('admin', 'all-keys')).toBe(true);
    expect(allows('operator', 'all-keys')).toBe(false);
  });

  it('lets nobody do anything without a session', () => {
    expect(allows(null, 'monitor')).toBe(false);
  });
});
