import { secretNames, settingAt, type FieldKind, type FieldKinds } from '@signalbox/contracts/provider-kind';
import type { Provider } from '@signalbox/contracts/providers';
import { limitFieldsOf, type LimitFields } from '../ui/channel-limits';
import { kindOf, type Kinds } from './provider-kinds';

/** A setting as a form holds it: an empty number is null, an empty text is ''; words and headers are texts. */
export type Value = string | number | boolean | null;
/** By the API's own names. */
export type Values = Record<string, Value>;

export interface PairPrice {
  /** A pair's id. */
  pair: string;
  price: string;
}

export interface SecretFields {
  name: string;
  /** Empty leaves what is there. */
  value: string;
}

export interface ProviderFields {
  kind: string;
  label: string;
  worker: string;
  sender: string;
  limits: LimitFields;
  price: string;
  prices: PairPrice[];
  /** The settings of each kind, so that nothing is lost when another is chosen. */
  settings: Record<string, Values>;
  /** The secrets of each kind by their names, where the kind says which; empty leaves what is there. */
  secrets: Record<string, Record<string, string>>;
  /** Those of a kind whose secrets may have any names. */
  named: SecretFields[];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What the form shows of a setting; of one that is not there what its kind begins with. */
function valueOf(field: FieldKind, value: unknown): Value {
  switch (field.type) {
    case 'integer':
      return typeof value === 'number' ? value : value === undefined ? (field.default ?? null) : null;
    case 'flag':
      return typeof value === 'boolean' ? value : field.default;
    case 'words':
      return Array.isArray(value) ? value.join(', ') : '';
    case 'headers':
      return isRecord(value)
        ? Object.entries(value)
            .map(([name, text]) => `${name}: ${String(text)}`)
            .join('\n')
        : '';
    default: {
      const begin = 'default' in field ? field.default : 'begin' in field ? field.begin : undefined;
      return typeof value === 'string' ? value : value === undefined ? (begin ?? '') : '';
    }
  }
}

const valuesOf = (fields: FieldKinds, settings: unknown): Values =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, valueOf(field, settingAt(settings, name))]));

/** The form of a provider; of a new one without. What its worker's own file says is not known here. */
export function fieldsOf(provider: Provider | null, kinds: Kinds): ProviderFields {
  const chosen = (provider && kindOf(provider, kinds)) ?? 'smpp';
  const all = Object.entries(kinds);
  const settingsOf = (name: string) => (name === chosen ? provider?.settings : undefined);
  return {
    kind: chosen,
    label: provider?.label ?? '',
    worker: provider?.worker_id ?? 'local',
    sender: provider?.sender ?? '',
    limits: limitFieldsOf(provider, 500),
    price: provider?.price ?? '',
    prices: Object.entries(provider?.prices ?? {}).map(([pair, price]) => ({ pair, price })),
    settings: Object.fromEntries(all.map(([name, { fields }]) => [name, valuesOf(fields, settingsOf(name))])),
    secrets: Object.fromEntries(
      all.map(([name, kind]) => [name, Object.fromEntries(secretNames(kind).map((secret) => [secret, '']))]),
    ),
    named: kinds[chosen]?.secrets === 'any' ? (provider?.secrets_set ?? []).map((name) => ({ name, value: '' })) : [],
  };
}

/** Whether a field is of use as the others are. */
export const isShown = ({ only }: FieldKind, values: Values): boolean => {
  if (only === undefined) return true;
  const value = values[only.field];
  return only.is.some((one) => one === value);
};
