import type { Provider, ProviderChange } from '@signalbox/contracts/providers';
import { limitsOf } from '../ui/channel-limits';
import type { GenericFields, KnownHttpFields, ProviderFields } from './provider-fields';
import { SECRET_NAMES, type Kind } from './provider-kinds';

/** A new provider as the API takes it: the server says what is wrong with `settings` and `secrets`. */
export interface ProviderRequest extends ProviderChange {
  driver: Provider['driver'];
}

/** Which fields of the form each profile sends. */
const HTTP_KEYS: Record<Exclude<Kind, 'smpp' | 'generic'>, readonly (keyof KnownHttpFields)[]> = {
  advanta: ['base_url', 'send_url', 'partner_id', 'bulk_size', 'proxy', 'timeout_seconds'],
  africas_talking: ['base_url', 'username', 'proxy', 'timeout_seconds'],
  twilio: ['base_url', 'account_sid', 'messaging_service_sid', 'status_callback', 'proxy', 'timeout_seconds'],
};

/** Without what was left empty, which is the server's to choose. */
const filled = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => value !== '' && value !== null),
  );

const pick = (fields: KnownHttpFields, keys: readonly (keyof KnownHttpFields)[]): Record<string, unknown> =>
  Object.fromEntries(keys.map((key) => [key, fields[key]]));

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

function genericSettings(fields: GenericFields, { proxy, timeout_seconds }: KnownHttpFields): Record<string, unknown> {
  const { method, url, headers, body_type, body, id, code, error, deduplicates } = fields;
  const { report_id, report_status, balance_url, balance_value } = fields;
  const words = { success: wordsOf(fields.success), temporary: wordsOf(fields.temporary) };
  const reported = { delivered: wordsOf(fields.delivered), undelivered: wordsOf(fields.undelivered) };
  const hasReport = (report_id + report_status).trim() !== '';
  const hasBalance = (balance_url + balance_value).trim() !== '';
  return {
    profile: 'generic',
    ...filled({ method, url, body_type, proxy, timeout_seconds }),
    headers: headersOf(headers),
    body: body_type === 'none' ? '' : body,
    answer: { ...filled({ id, code, error }), ...words },
    ...(hasReport ? { report: { id: report_id.trim(), status: report_status.trim(), ...reported } } : {}),
    ...(hasBalance ? { balance: { url: balance_url.trim(), value: balance_value.trim() } } : {}),
    deduplicates,
  };
}

/** The settings of the kind that is chosen, as the API takes them. */
export function settingsOf(fields: ProviderFields): Record<string, unknown> {
  const kind = fields.kind as Kind;
  if (kind === 'smpp') return filled(fields.smpp);
  if (kind === 'generic') return genericSettings(fields.generic, fields.http);
  return { profile: kind, ...filled(pick(fields.http, HTTP_KEYS[kind])) };
}

/** The secrets that were entered; one of a generic provider whose row is gone is taken away. */
export function secretsOf(fields: ProviderFields, set: readonly string[]): Record<string, string> {
  const name = SECRET_NAMES[fields.kind as Kind];
  if (name !== null) return fields.secret === '' ? {} : { [name]: fields.secret };
  const kept = fields.secrets.map((secret) => secret.name.trim());
  const removed = set.filter((each) => !kept.includes(each)).map((each) => [each, ''] as const);
  const entered = fields.secrets
    .filter(({ value }) => value !== '')
    .map((secret) => [secret.name.trim(), secret.value] as const);
  return Object.fromEntries([...removed, ...entered]);
}

const sharedOf = (fields: ProviderFields): ProviderChange => ({
  label: fields.label.trim(),
  ...limitsOf(fields.limits),
  price: fields.price.trim() || null,
  prices: Object.fromEntries(fields.prices.map(({ pair, price }) => [pair, price.trim()])),
});

const accountOf = (fields: ProviderFields, set: readonly string[]): ProviderChange => ({
  worker_id: fields.worker,
  sender: fields.sender.trim() || null,
  settings: settingsOf(fields),
  secrets: secretsOf(fields, set),
});

export const requestOf = (fields: ProviderFields): ProviderRequest => ({
  driver: fields.kind === 'smpp' ? 'smpp' : 'http',
  ...sharedOf(fields),
  ...accountOf(fields, []),
});

/** What is changed of one that is there; its account stays in its worker's own file where that holds it. */
export const changeOf = (fields: ProviderFields, provider: Provider): ProviderChange => ({
  ...sharedOf(fields),
  ...(provider.from_worker_file ? {} : accountOf(fields, provider.secrets_set)),
});
