import type { PageTab } from './page-tabs';

const TABS: readonly PageTab[] = [
  { id: 'overview', label: 'Overview' },
  { id: 'messages', label: 'Messages' },
  { id: 'settings', label: 'Settings' },
];

/** The parts of a channel's page; its settings are for who may change them. */
export const channelTabs = (maySet: boolean): readonly PageTab[] =>
  TABS.filter(({ id }) => maySet || id !== 'settings');
