/** A row with something sealed in it. */
export type SealedRow = Record<string, string | number | null>;

/** Where something sealed is stored, so that it is sealed anew when KEY_SECRET is replaced. */
export interface SealedColumn {
  /** The label that its sealer has, see `Secrets.sealer`. */
  label: string;
  table: string;
  /** Its primary key, by which the rows are gone through. */
  id: string;
  column: string;
  /** Where the column is JSON: the way to the sealed text in it. */
  path?: readonly string[];
  /** What else of a row `boundTo` asks for. */
  more?: readonly string[];
  boundTo: (row: SealedRow) => string;
}

/** What of a webhook is sealed, and as which part of it. */
const WEBHOOKS = [
  { column: 'secret', part: 'secret' },
  { column: 'old_secret', part: 'secret' },
  { column: 'headers', part: 'headers' },
] as const;

/**
 * All that is stored sealed in SQL, but API keys, which are found by a digest under the secret, too, and programs, which may be
 * in MongoDB.
 */
export const SEALED: readonly SealedColumn[] = [
  {
    label: 'signalbox provider secrets',
    ...{ table: 'providers', id: 'channel_id', column: 'secrets' },
    boundTo: ({ channel_id }) => `provider ${channel_id}`,
  },
  {
    label: 'signalbox router passwords',
    ...{ table: 'routers', id: 'id', column: 'sealed' },
    boundTo: ({ id }) => `router ${id}`,
  },
  {
    label: 'signalbox office settings',
    ...{ table: 'office_settings', id: 'name', column: 'sealed' },
    boundTo: ({ name }) => String(name),
  },
  {
    label: 'signalbox program proxies',
    ...{ table: 'runs', id: 'id', column: 'settings', path: ['details', 'proxySecret'], more: ['program_id'] },
    boundTo: ({ program_id }) => `program ${program_id}`,
  },
  {
    label: 'signalbox alert channels',
    ...{ table: 'alert_channels', id: 'id', column: 'sealed' },
    boundTo: ({ id }) => `alert channel ${id}`,
  },
  {
    label: 'signalbox second factor',
    ...{ table: 'second_factors', id: 'user_id', column: 'sealed' },
    boundTo: ({ user_id }) => String(user_id),
  },
  ...WEBHOOKS.map(({ column, part }) => ({
    label: 'signalbox webhook secrets',
    ...{ table: 'webhooks', id: 'id', column, more: ['uid'] },
    boundTo: ({ uid }: SealedRow) => `webhook ${uid} ${part}`,
  })),
];

/** Sealed as well, and gone within a day: not worth the way. */
export const FADING: readonly string[] = ['signalbox remembered answers'];
