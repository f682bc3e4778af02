import { grants, type Role } from '@signalbox/contracts/permissions';
import { describe, expect, it } from 'vitest';
import { routes } from '../app.routes';
import { AREAS, MOST_ROOMS, MOST_ROOMS_APART, ROOMS, areasFor, roomAt, roomsFor } from './rooms';

const OF_ADMINS = new Set<string>(['general-settings', 'office-settings', 'users']);

describe('the navigation', () => {
  it('has a route for each room, with its title and its guard', () => {
    const children = routes.find(({ path }) => path === '')?.children ?? [];
    for (const { path, label } of ROOMS) {
      const route = children.find((one) => one.path === path);
      expect([path, route !== undefined]).toEqual([path, true]);
      if (route?.loadComponent) expect(route.title).toBe(label);
    }
  });

  it('has no area that is longer than one reads at a glance', () => {
    for (const { id, apart } of AREAS) {
      const { length } = ROOMS.filter(({ area }) => area === id);
      expect(length, id).toBeGreaterThan(0);
      expect(length, id).toBeLessThanOrEqual(apart ? MOST_ROOMS_APART : MOST_ROOMS);
    }
  });

  it.each<[Role, readonly string[]]>([
    ['admin', ROOMS.map(({ path }) => path)],
    ['operator', ROOMS.map(({ path }) => path).filter((path) => !OF_ADMINS.has(path))],
    ['viewer', ROOMS.map(({ path }) => path).filter((path) => !OF_ADMINS.has(path))],
    ['user', ['outbox', 'inbox', 'webhooks', 'api-keys']],
  ])('shows %s the rooms that are open to that role', (role, paths) => {
    expect(roomsFor((permission) => grants(role, permission)).map(({ path }) => path)).toEqual(paths);
  });

  it('leaves out areas of which a reader may open nothing', () => {
    expect(areasFor((permission) => permission === 'account.own').map(({ id }) => id)).toEqual([
      'messages',
      'settings',
    ]);
  });

  it('leaves out an area that has no place, though its rooms are open', () => {
    const shown = areasFor(
      () => true,
      (area) => area !== 'business',
    );
    expect(shown.map(({ id }) => id)).toEqual(AREAS.map(({ id }) => id).filter((id) => id !== 'business'));
    expect(roomsFor(() => true).map(({ path }) => path)).toContain('customers');
  });

  it.each([
    ['/sim-cards', 'sim-cards'],
    ['/programs/0123/edit?x=1', 'programs'],
    ['/outbox?status=failed', 'outbox'],
    ['/outboxes', null],
    ['/messages/17', null],
  ])('knows in which room %s lies', (url, path) => expect(roomAt(url)?.path ?? null).toBe(path));
});
