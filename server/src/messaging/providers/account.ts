import { expressionOf, placesIn } from '@signalbox/contracts/http-places';
import type { FieldError } from '@signalbox/contracts/messages';
import { isListedHost, missingSecrets, requestedOf } from '@signalbox/contracts/outbound-hosts';
import { type ProviderKind, needsSender, secretNames } from '@signalbox/contracts/provider-kind';
import { PROVIDER_KINDS } from '@signalbox/contracts/provider-kinds';
import {
  type GenericHttpSettings,
  type HttpChannel,
  HttpSecrets,
  HttpSettings,
  type SmppChannel,
  SmppSecrets,
  SmppSettings,
} from '@signalbox/contracts/providers';
import { problemOf } from '@signalbox/patterns/pattern';
import { Invalid } from '../../platform/common/errors.js';
import { ValidationFailed, issuesToErrors } from '../../platform/common/validation.js';

/** An account at somebody's service: how it is reached, and what is secret about it. */
export type Account = Pick<SmppChannel, AccountField> | Pick<HttpChannel, AccountField>;
type AccountField = 'driver' | 'settings' | 'secrets';

/** In characters of JSON: what fits the column, also where each takes three octets. */
const LARGEST_SETTINGS = 20_000;
const MOST_SECRETS = 20;
/** In octets of JSON, which are sealed and written in base64. */
const LARGEST_SECRETS = 40_000;
/** What stands for the password in a proxy's URL. */
const HIDDEN = '***';

/**
 * What nobody's schema can say of an account.
 * @param hosts those that HTTP providers may be at
 * @throws Invalid naming what is missing or refused
 */
export function requireUsable(account: Account, sender: string | null, hosts: readonly string[]): void {
  const errors: FieldError[] = [];
  if (JSON.stringify(account.settings).length > LARGEST_SETTINGS) {
    errors.push({ field: 'settings', message: `expected at most ${LARGEST_SETTINGS} characters of JSON` });
  }
  if (account.driver === 'http') errors.push(...httpErrors(account, sender, hosts));
  if (errors.length > 0) throw new Invalid(errors);
}

function httpErrors(
  { settings, secrets }: Extract<Account, { driver: 'http' }>,
  sender: string | null,
  hosts: readonly string[],
): FieldError[] {
  const kind: ProviderKind = PROVIDER_KINDS[settings.profile];
  const known = kind.secrets === 'any' ? null : secretNames(kind);
  const errors = missingSecrets({ settings, secrets }).map((name) => missing(`secrets.${name}`));
  for (const name of known === null ? [] : Object.keys(secrets).filter((name) => !known.includes(name))) {
    errors.push({
      field: `secrets.${name}`,
      message: `expected no such secret: ${settings.profile} has ${known?.join()}`,
    });
  }
  if (Object.keys(secrets).length > MOST_SECRETS || Buffer.byteLength(JSON.stringify(secrets)) > LARGEST_SECRETS) {
    errors.push({ field: 'secrets', message: `expected at most ${MOST_SECRETS}, of ${LARGEST_SECRETS} octets in all` });
  }
  if (needsSender(kind, settings) && sender === null) errors.push(missing('sender'));
  const refused = requestedOf(settings).find(({ host }) => !isListedHost(host, hosts));
  if (refused !== undefined) {
    const message = `expected a host that HTTP_ALLOWED_HOSTS lists; ${refused.host} is not among them`;
    errors.push({ field: `settings.${refused.field}`, message });
  }
  return settings.profile === 'generic' ? [...errors, ...expressionErrors(settings)] : errors;
}

/** What the schema cannot see, which knows no engine: whether the workers can match the expressions. */
const expressionErrors = (settings: GenericHttpSettings): FieldError[] =>
  placesIn(settings).flatMap(({ field, place }) => {
    const expression = expressionOf(place);
    const message = expression && problemOf(expression.source, expression.flags);
    return message === null ? [] : [{ field: `settings.${field}`, message }];
  });

const missing = (field: string): FieldError => ({
  field,
  message: 'expected to be set: the account cannot send without',
});

/** What a change makes of an account: `settings` is replaced whole, `secrets` name by name, an empty one taken away. */
export interface AccountChange {
  settings?: Record<string, unknown>;
  secrets?: Record<string, string>;
}

/** An account that need not be in order. */
export interface LooseAccount extends Required<AccountChange> {
  driver: Account['driver'];
}

/** @throws ValidationFailed naming fields of `settings` and `secrets` that the account's driver cannot take */
export function changedAccount(from: LooseAccount, { settings, secrets = {} }: AccountChange): Account {
  const all = Object.entries({ ...from.secrets, ...secrets }).filter(([, value]) => value !== '');
  const { proxy } = from.settings;
  const wanted = settings === undefined ? from.settings : withProxy(settings, typeof proxy === 'string' ? proxy : null);
  const given = { settings: wanted, secrets: Object.fromEntries(all) };
  return from.driver === 'smpp'
    ? {
        driver: 'smpp',
        settings: parsed('settings', SmppSettings, given),
        secrets: parsed('secrets', SmppSecrets, given),
      }
    : {
        driver: 'http',
        settings: parsed('settings', HttpSettings, given),
        secrets: parsed('secrets', HttpSecrets, given),
      };
}

type Schema<T> = { safeParse(value: unknown): { success: true; data: T } | { success: false; error: Issues } };
interface Issues {
  issues: { message: string; path: PropertyKey[]; keys?: string[] }[];
}

function parsed<T, K extends keyof AccountChange>(field: K, schema: Schema<T>, given: Record<K, unknown>): T {
  const result = schema.safeParse(given[field]);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => ({ ...issue, path: [field, ...issue.path] }));
  throw new ValidationFailed(issuesToErrors(issues));
}

export const proxyOf = (account: Account): string | null => (account.driver === 'http' ? account.settings.proxy : null);

/** A proxy as it is shown and stored in clear: without its password. */
export const shownProxy = (proxy: string): string =>
  proxy.replace(/^([a-z0-9]+:\/\/[^/?#]*?:)[^/?#]*@/i, `$1${HIDDEN}@`);

/** Settings without what is secret in them. */
export function shownSettings(account: Account): Record<string, unknown> {
  const proxy = proxyOf(account);
  return proxy === null ? { ...account.settings } : { ...account.settings, proxy: shownProxy(proxy) };
}

/** Who sends back what was shown means the proxy that is there. */
export function withProxy(settings: Record<string, unknown>, proxy: string | null): Record<string, unknown> {
  const isShown = proxy !== null && settings.proxy === shownProxy(proxy);
  return isShown ? { ...settings, proxy } : settings;
}
