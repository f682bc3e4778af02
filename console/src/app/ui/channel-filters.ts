import type { Filter } from './list/filters';

/** What lists of SIM cards and of providers can be limited to. */
export const CHANNEL_FILTERS: readonly Filter[] = [
  {
    name: 'state',
    label: 'State',
    any: 'Any state',
    groups: [
      {
        label: '',
        choices: [
          { value: 'online', label: 'Online' },
          { value: 'offline', label: 'Not online' },
        ],
      },
    ],
  },
];

/** The state that an address asks for, as the API asks for it; empty is any. */
export const onlineOf = (state: string): string => ({ online: 'true', offline: 'false' })[state] ?? '';
