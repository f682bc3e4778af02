import type { Permission } from '@signalbox/contracts/permissions';
import type { IconName } from '../core/icons';

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
    items: [{ label: 'Dashboard', path: '/dashboard', icon: 'dashboard', permission: 'stats.read' }],
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
      { label: 'Programs', path: '/programs', icon: 'program', permission: 'programs.read' },
      { label: 'Number lists', path: '/number-lists', icon: 'list', permission: 'number-lists.read' },
      { label: 'Suppressions', path: '/suppressions', icon: 'shield', permission: 'suppressions.read' },
    ],
  },
  {
    label: 'Network',
    items: [
      { label: 'Pairs', path: '/pairs', icon: 'pair', permission: 'pairs.read' },
      { label: 'SIM cards', path: '/sim-cards', icon: 'sim', permission: 'sim-cards.read' },
      { label: 'Providers', path: '/providers', icon: 'provider', permission: 'providers.read' },
      { label: 'Workers', path: '/workers', icon: 'worker', permission: 'workers.read' },
    ],
  },
  {
    label: 'Access',
    items: [{ label: 'API keys', path: '/api-keys', icon: 'key', permission: 'account.own' }],
  },
];

/** The groups as one reader sees them: without what it may not open, and without groups left empty. */
export const visibleNavigation = (can: (permission: Permission) => boolean): NavigationGroup[] =>
  NAVIGATION.map((group) => ({
    ...group,
    items: group.items.filter((item) => item.permission === undefined || can(item.permission)),
  })).filter((group) => group.items.length > 0);
