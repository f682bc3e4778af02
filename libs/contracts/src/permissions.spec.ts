import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PERMISSIONS, type Permission, ROLES, grants } from './permissions.js';

const ALL = Object.keys(PERMISSIONS) as Permission[];
const rightsOf = (role: (typeof ROLES)[number]) => ALL.filter((permission) => grants(role, permission));

describe('who may do what', () => {
  it('lets an admin do everything, and nobody do anything without a session', () => {
    expect(rightsOf('admin')).toEqual(ALL);
    expect(ALL.filter((permission) => grants(null, permission))).toEqual([]);
  });

  it('lets a viewer see, and change nothing but its own account', () => {
    const rights = rightsOf('viewer');
    expect(rights.filter((permission) => !/\.read(-all)?$/.test(permission))).toEqual(['account.own']);
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
      'webhooks.manage',
      'outbox.manage',
    ]);
  });

  it('is what docs/API.md says', () => {
    const docs = readFileSync(join(import.meta.dirname, '../../../docs/API.md'), 'utf8');
    for (const [permission, { roles, what }] of Object.entries(PERMISSIONS)) {
      const who = roles.length === ROLES.length ? 'all' : roles.join(', ');
      expect(docs.replaceAll(/ +/g, ' ')).toContain(`| \`${permission}\` | ${who} | ${what} |`);
    }
  });
});
