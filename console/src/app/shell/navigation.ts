import type { IconName } from '../core/icons';
import type { Permission } from '../core/permissions';

export interface NavigationItem {
  label: string;
  path: string;
  icon: IconName;
  /** Hidden from roles without it. */
  permission?: Permission;
}

export interface NavigationGroup {
  label: string;
  items: readonly NavigationItem[];
}

export const NAVIGATION: readonly NavigationGroup[] = [
  {
    label: 'Operations',
    items: [{ label: 'Dashboard', path: '/dashboard', icon: 'dashboard', permission: 'monitor' }],
  },
  {
    label: 'Messages',
    items: [
      { label: 'Outbox', path: '/outbox', icon: 'outbox' },
      { label: 'Inbox', path: '/inbox', icon: 'inbox' },
    ],
  },
  {
    label: 'Programs',
    items: [
      { label: 'Programs', path: '/programs', icon: 'program', permission: 'monitor' },
      { label: 'Number lists', path: '/number-lists', icon: 'list', permission: 'monitor' },
      { label: 'Suppressions', path: '/suppressions', icon: 'shield', permission: 'monitor' },
    ],
  },
  {
    label: 'Network',
    items: [
      { label: 'Pairs', path: '/pairs', icon: 'pair', permission: 'monitor' },
      { label: 'SIM cards', path: '/sim-cards', icon: 'sim', permission: 'monitor' },
      { label: 'Providers', path: '/providers', icon: 'provider', permission: 'monitor' },
      { label: 'Workers', path: '/workers', icon: 'worker', permission: 'monitor' },
    ],
  },
  {
    label: 'Access',
    items: [{ label: 'API keys', path: '/api-keys', icon: 'key', permission: 'own-keys' }],
  },
];

/** The groups as one reader sees them: without what it may not open, and without groups left empty. */
export const visibleNavigation = (allows: (permission: Permission) => boolean): NavigationGroup[] =>
  NAVIGATION.map((group) => ({
    ...group,
    items: group.items.filter((item) => item.permission === undefined || allows(item.permission)),
  })).filter((group) => group.items.length > 0);
