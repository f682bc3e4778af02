import { describe, expect, it } from 'vitest';
import { grants, type Role } from '@signalbox/contracts/permissions';
import { visibleNavigation } from './navigation';

const pages = (role: Role) =>
  visibleNavigation((permission) => grants(role, permission)).flatMap((group) => group.items.map((item) => item.path));

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

  it('shows a viewer everything', () => {
    expect(pages('viewer')).toEqual(STAFF_PAGES);
  });
});
