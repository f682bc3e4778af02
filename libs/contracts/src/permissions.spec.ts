import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  PERMISSIONS,
  type Permission,
  ROLES,
  SCOPES,
  grantableTo,
  grants,
  isInScope,
  permissionsIn,
  scopeOf,
} from './permissions.js';

const ALL = Object.keys(PERMISSIONS) as Permission[];
const rightsOf = (role: (typeof ROLES)[number]) => ALL.filter((permission) => grants(role, permission));

describe('who may do what', () => {
  it('lets an admin do everything, and nobody do anything without a session', () => {
    expect(rightsOf('admin')).toEqual(ALL);
    expect(ALL.filter((permission) => grants(null, permission))).toEqual([]);
  });

  it('lets a viewer see, have others told, and change nothing but its own account', () => {
    const rights = rightsOf('viewer');
    expect(rights.filter((permission) => !/\.read(-all)?$/.test(permission))).toEqual(['account.own', 'alerts.raise']);
    expect(rights).toContain('messages.read-all');
  });

  it('lets a user have its own messages and its account, and webhooks of them, and be before nobody', () => {
    expect(rightsOf('user')).toEqual([
      'account.own',
      'messages.read',
      'messages.send',
      'webhooks.read',
      'webhooks.write',
    ]);
  });

  it('keeps accounts, here and at others, with their secrets to admins', () => {
    const kept = ALL.filter((permission) => !grants('operator', permission));
    expect(kept).toEqual([
      'users.manage',
      'messages.send-suppressed',
      'office.money',
      'routers.write',
      'sim-cards.read-imsi',
      'providers.write',
      'workers.write',
      'alert-channels.manage',
      'webhooks.manage',
      'audit.read',
      'settings.manage',
      'outbox.manage',
    ]);
  });

  it('is widened by a grant where that is for the role, and by nothing else', () => {
    expect(grants('operator', 'office.money', ['office.money'])).toBe(true);
    for (const role of ['viewer', 'user', null] as const) {
      expect(grants(role, 'office.money', ['office.money'])).toBe(false);
    }
    const more = ALL.filter(
      (permission) => grants('operator', permission, ALL as never) !== grants('operator', permission),
    );
    expect(more).toEqual(['office.money']);
  });

  it('is what docs/API.md says', () => {
    const docs = readFileSync(join(import.meta.dirname, '../../../docs/API.md'), 'utf8');
    for (const [permission, { roles, what }] of Object.entries(PERMISSIONS)) {
      const granted = grantableTo(permission as Permission).map((role) => `${role} by grant`);
      const who = roles.length === ROLES.length ? 'all' : [...roles, ...granted].join(', ');
      expect(docs.replaceAll(/ +/g, ' ')).toContain(`| \`${permission}\` | ${who} | ${what} |`);
    }
  });

  it('is in one scope for API keys, but what every key may', () => {
    const inScopes = SCOPES.flatMap(permissionsIn);
    expect(inScopes.toSorted()).toEqual(ALL.filter((permission) => permission !== 'account.own').toSorted());
    expect(permissionsIn('send')).toEqual(ALL.filter((permission) => permission.startsWith('messages.send')));
    for (const permission of ['users.manage', 'providers.write', 'office.money', 'audit.read'] as const) {
      expect(scopeOf(permission)).toBe('admin');
    }
    for (const permission of ['messages.read-all', 'sim-cards.read', 'stats.read', 'logs.read'] as const) {
      expect(scopeOf(permission)).toBe('read');
    }
    for (const permission of ['sim-cards.write', 'programs.write', 'office.write', 'channels.operate'] as const) {
      expect(scopeOf(permission)).toBe('operate');
    }
  });

  it('is not widened by scopes, and all of it is left without any', () => {
    expect(isInScope(['send'], 'messages.send')).toBe(true);
    expect(isInScope(['send'], 'messages.read')).toBe(false);
    expect(isInScope([], 'account.own')).toBe(true);
    for (const none of [null, undefined]) expect(isInScope(none, 'users.manage')).toBe(true);
  });
});
