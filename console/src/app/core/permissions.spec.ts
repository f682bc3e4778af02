import { describe, expect, it } from 'vitest';
import type { Role } from '@signalbox/contracts/auth';
import { visibleNavigation } from '../shell/navigation';
import { allows } from './permissions';

const pages = (role: Role) =>
  visibleNavigation((permission) => allows(role, permission)).flatMap((group) => group.items.map((item) => item.path));

describe('what a role sees', () => {
  it('shows everything to an operator', () => {
    expect(pages('operator')).toEqual(['/dashboard', '/outbox', '/inbox', '/sim-cards', '/workers', '/api-keys']);
  });

  it('shows a user its messages and keys only', () => {
    expect(pages('user')).toEqual(['/outbox', '/inbox', '/api-keys']);
  });

  it('lets a viewer see everything, and neither send nor change a channel', () => {
    expect(pages('viewer')).toEqual(['/dashboard', '/outbox', '/inbox', '/sim-cards', '/workers', '/api-keys']);
    expect(allows('viewer', 'send')).toBe(false);
    expect(allows('viewer', 'manage-channels')).toBe(false);
  });

  it('lets nobody do anything without a session', () => {
    expect(allows(null, 'monitor')).toBe(false);
  });
});
