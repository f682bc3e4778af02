import { secretsIn } from './http-templates.js';
import { type ProviderKind, requiredSecrets, settingAt } from './provider-kind.js';
import { PROVIDER_KINDS } from './provider-kinds.js';
import type { HttpChannel, HttpSettings } from './providers.js';

/** The hosts that a worker may speak to when nobody has listed any. */
export const KNOWN_HOSTS = Object.values(PROVIDER_KINDS as Record<string, ProviderKind>).flatMap(
  ({ home }) => home?.hosts ?? [],
);

/**
 * Addresses that are not the public internet's, as the registries of special-purpose addresses have them (RFC 6890 and
 * what updated it), with those that carry an IPv4 address inside (mapped, NAT64, 6to4, Teredo).
 */
export const SPECIAL_RANGES = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
  ...['::/96', '::ffff:0:0/96', '::ffff:0:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23'],
  ...['2001:db8::/32', '2002::/16', '3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
];

const LABEL = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';
const PATTERN = new RegExp(`^((\\*\\.)?${LABEL}(\\.${LABEL})*|\\[[0-9a-f:.]+\\])$`);

/** The hosts of a list with commas: `sms.example.com`, or `*.example.com` for all below it. Null when one is neither. */
export function hostPatternsOf(list: string): string[] | null {
  const patterns = list.split(',').map((pattern) => pattern.trim().toLowerCase());
  return patterns.every((pattern) => PATTERN.test(pattern)) ? patterns : null;
}

/** Whether a host, as a URL has it, is one of those listed. */
export function isListedHost(host: string, patterns: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return patterns.some((pattern) => (pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === pattern));
}

const AUTHORITY = /^https?:\/\/(?:[^/?#\\]*@)?(\[[^\]]*\]|[^/?#:\\]*)/i;
const hostOf = (url: string): string => (AUTHORITY.exec(url)?.[1] ?? '').toLowerCase();

/** The hosts that an account sends requests to; not its proxy. */
export const hostsOf = (settings: HttpSettings): string[] => [
  ...new Set(requestedOf(settings).map(({ host }) => host)),
];

/** The same, each with the field that names it. */
export function requestedOf(settings: HttpSettings): { field: string; host: string }[] {
  const { fields, home }: ProviderKind = PROVIDER_KINDS[settings.profile];
  const named = Object.entries(fields).flatMap(([field, kind]) => {
    const url = 'requested' in kind ? settingAt(settings, field) : undefined;
    return typeof url === 'string' ? [{ field, host: hostOf(url) }] : [];
  });
  return named.length > 0 || home === undefined ? named : [{ field: 'base_url', host: hostOf(home.url) }];
}

/** The names of the secrets that an account cannot work without and does not have. */
export function missingSecrets({ settings, secrets }: Pick<HttpChannel, 'settings' | 'secrets'>): string[] {
  const named =
    settings.profile === 'generic'
      ? [settings.url, settings.body, settings.balance?.url ?? '', ...Object.values(settings.headers)]
      : [];
  const needed = new Set([...requiredSecrets(PROVIDER_KINDS[settings.profile]), ...named.flatMap(secretsIn)]);
  return [...needed].filter((name) => !secrets[name]);
}
