import type { FieldKind, ProviderKind } from '@signalbox/contracts/provider-kind';
import type { Provider, ProviderChange } from '@signalbox/contracts/providers';
import { orNone } from '../core/or-none';
import { limitsOf } from '../ui/channel-limits';
import { isShown, type ProviderFields, type Value, type Values } from './provider-fields';
import type { Kinds } from './provider-kinds';

/** A new provider as the API takes it: the server says what is wrong with `settings` and `secrets`. */
export interface ProviderRequest extends ProviderChange {
  driver: Provider['driver'];
}

/** The words of a text with commas or lines between them. */
export const wordsOf = (text: string): string[] =>
  text
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** Header lines as a record; a line without a colon is a name without a value, which the server refuses by its name. */
export const headersOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [name = '', ...value] = line.split(':');
        return [name.trim(), value.join(':').trim()];
      }),
  );

/** A setting as the API takes it; undefined for one that was left empty, which is the server's to choose. */
function settingOf(field: FieldKind, value: Value): unknown {
  if (typeof value !== 'string') return value ?? undefined;
  if (value.trim() === '') return undefined;
  if (field.type === 'words') return wordsOf(value);
  if (field.type === 'headers') return headersOf(value);
  // Blanks may be meant in what is written over several lines.
  return 'rows' in field ? value : value.trim();
}

/** Puts a value below `settings` by a name with dots. */
function put(settings: Record<string, unknown>, name: string, value: unknown): void {
  const [first = '', ...rest] = name.split('.');
  if (rest.length === 0) settings[first] = value;
  else put((settings[first] ??= {}) as Record<string, unknown>, rest.join('.'), value);
}

/** The settings of a kind, as the API takes them: without texts that are not shown. */
export function settingsOf({ fields }: ProviderKind, values: Values): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = settingOf(field, values[name] ?? null);
    if (value !== undefined && (typeof value !== 'string' || isShown(field, values))) put(settings, name, value);
  }
  return settings;
}

/** The secrets that were entered; one that may have any name, and whose row is gone, is taken away. */
function secretsOf(kind: ProviderKind, fields: ProviderFields, set: readonly string[]): Record<string, string> {
  const entered = (secrets: [string, string][]) => secrets.filter(([, value]) => value !== '');
  if (kind.secrets !== 'any') return Object.fromEntries(entered(Object.entries(fields.secrets[fields.kind] ?? {})));
  const named = fields.named.map(({ name, value }): [string, string] => [name.trim(), value]);
  const removed = set.filter((name) => !named.some(([kept]) => kept === name));
  return Object.fromEntries([...removed.map((name) => [name, ''] as const), ...entered(named)]);
}

const sharedOf = (fields: ProviderFields) => ({
  label: fields.label.trim(),
  price: orNone(fields.price),
  prices: Object.fromEntries(fields.prices.map(({ pair, price }) => [pair, price.trim()])),
  ...limitsOf(fields.limits),
});

function accountOf(fields: ProviderFields, kinds: Kinds, set: readonly string[]) {
  const kind = kinds[fields.kind];
  if (kind === undefined) throw new Error(`There is no kind of providers named ${fields.kind}`);
  const settings = settingsOf(kind, fields.settings[fields.kind] ?? {});
  return {
    worker_id: fields.worker,
    sender: orNone(fields.sender),
    settings: kind.driver === 'http' ? { profile: fields.kind, ...settings } : settings,
    secrets: secretsOf(kind, fields, set),
  };
}

export const requestOf = (fields: ProviderFields, kinds: Kinds): ProviderRequest => ({
  driver: kinds[fields.kind]?.driver ?? 'http',
  ...sharedOf(fields),
  ...accountOf(fields, kinds, []),
});

/** What is changed of one that is there; its account stays in its worker's own file where that holds it. */
export const changeOf = (fields: ProviderFields, kinds: Kinds, provider: Provider): ProviderChange => ({
  ...sharedOf(fields),
  ...(provider.from_worker_file ? {} : accountOf(fields, kinds, provider.secrets_set)),
});
