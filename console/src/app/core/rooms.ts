import type { Permission } from '@signalbox/contracts/permissions';
import type { IconName } from './icons';

export type AreaId = 'home' | 'messages' | 'programs' | 'network' | 'business' | 'settings';

/** A page that the navigation leads to, and who may open it. */
export interface Room {
  /** Names the feature, and is its address. */
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
  readonly area: AreaId;
  /** Everybody's without one. */
  readonly needs?: Permission;
}

export interface Area {
  readonly id: AreaId;
  readonly label: string;
  readonly icon: IconName;
  /** Stands at the end of the rail, apart from what is worked with all day. */
  readonly apart?: boolean;
}

export const AREAS: readonly Area[] = [
  { id: 'home', label: 'Home', icon: 'home' },
  { id: 'messages', label: 'Messages', icon: 'message' },
  { id: 'programs', label: 'Programs', icon: 'program' },
  { id: 'network', label: 'Network', icon: 'sim' },
  { id: 'business', label: 'Business', icon: 'briefcase' },
  { id: 'settings', label: 'Settings', icon: 'settings', apart: true },
];

/** The most rooms of an area: a list that is longer is searched, not read. */
export const MOST_ROOMS = 6;
/** Settings are looked for by name, a few times a year. */
export const MOST_ROOMS_APART = 9;

/** Every room, in the order of the navigation: it is what the rail shows and what the guards ask. */
export const ROOMS = [
  { path: 'dashboard', label: 'Dashboard', icon: 'dashboard', area: 'home', needs: 'stats.read' },
  { path: 'alerts', label: 'Alerts', icon: 'bell', area: 'home', needs: 'alerts.read' },
  { path: 'statistics', label: 'Statistics', icon: 'bars', area: 'home', needs: 'stats.read' },
  { path: 'outbox', label: 'Outbox', icon: 'outbox', area: 'messages' },
  { path: 'inbox', label: 'Inbox', icon: 'inbox', area: 'messages' },
  { path: 'programs', label: 'Programs', icon: 'program', area: 'programs', needs: 'programs.read' },
  { path: 'number-lists', label: 'Number lists', icon: 'list', area: 'programs', needs: 'number-lists.read' },
  { path: 'suppressions', label: 'Suppressions', icon: 'shield', area: 'programs', needs: 'suppressions.read' },
  { path: 'pairs', label: 'Pairs', icon: 'pair', area: 'network', needs: 'pairs.read' },
  { path: 'sim-cards', label: 'SIM cards', icon: 'sim', area: 'network', needs: 'sim-cards.read' },
  { path: 'providers', label: 'Providers', icon: 'provider', area: 'network', needs: 'providers.read' },
  { path: 'workers', label: 'Workers', icon: 'worker', area: 'network', needs: 'workers.read' },
  { path: 'customers', label: 'Customers', icon: 'people', area: 'business', needs: 'office.read' },
  { path: 'invoices', label: 'Invoices', icon: 'invoice', area: 'business', needs: 'office.read' },
  { path: 'payments', label: 'Payments', icon: 'wallet', area: 'business', needs: 'office.read' },
  { path: 'tickets', label: 'Tickets', icon: 'ticket', area: 'business', needs: 'office.read' },
  { path: 'leads', label: 'Leads', icon: 'board', area: 'business', needs: 'office.read' },
  { path: 'revenue', label: 'Revenue', icon: 'bars', area: 'business', needs: 'office.read' },
  { path: 'general-settings', label: 'General', icon: 'settings', area: 'settings', needs: 'settings.manage' },
  { path: 'routers', label: 'Routers', icon: 'router', area: 'settings', needs: 'routers.read' },
  { path: 'office-settings', label: 'Business settings', icon: 'briefcase', area: 'settings', needs: 'office.money' },
  { path: 'alert-rules', label: 'Alert rules', icon: 'pulse', area: 'settings', needs: 'alerts.read' },
  { path: 'webhooks', label: 'Webhooks', icon: 'send', area: 'settings', needs: 'webhooks.read' },
  { path: 'users', label: 'Users and roles', icon: 'user', area: 'settings', needs: 'users.manage' },
  { path: 'api-keys', label: 'API keys', icon: 'key', area: 'settings', needs: 'account.own' },
  { path: 'logs', label: 'Logs', icon: 'list', area: 'settings', needs: 'logs.read' },
] as const satisfies readonly Room[];

export type RoomPath = (typeof ROOMS)[number]['path'];

type Can = (permission: Permission) => boolean;

/** The rooms that a reader may open. */
export const roomsFor = (can: Can): Room[] =>
  (ROOMS as readonly Room[]).filter(({ needs }) => needs === undefined || can(needs));

/**
 * The areas as a reader sees them: with the rooms that are open to them, and none without any.
 * @param isShown whether an area has a place: not where nothing of it is used
 */
export const areasFor = (can: Can, isShown: (area: AreaId) => boolean = () => true): (Area & { rooms: Room[] })[] => {
  const rooms = roomsFor(can);
  return AREAS.map((area) => ({ ...area, rooms: rooms.filter(({ area: id }) => id === area.id) })).filter(
    ({ id, rooms: open }) => open.length > 0 && isShown(id),
  );
};

/** The room that an address lies in. */
export const roomAt = (url: string): Room | null =>
  (ROOMS as readonly Room[]).find(({ path }) => new RegExp(`^/${path}(?:[/?#]|$)`).test(url)) ?? null;

export const roomOf = (path: RoomPath): Room => {
  const room = (ROOMS as readonly Room[]).find((one) => one.path === path);
  if (room === undefined) throw new Error(`There is no room ${path}`);
  return room;
};
