import { secretsIn } from './http-templates.js';
import { type HttpChannel, type HttpSettings, REQUIRED_SECRETS } from './providers.js';

/** Where each profile's provider is, unless its settings say otherwise. */
export const BASE_URLS: Record<Exclude<HttpSettings['profile'], 'generic'>, string> = {
  advanta: 'https://quicksms.advantasms.com/api/services/',
  africas_talking: 'https://api.africastalking.com/',
  twilio: 'https://api.twilio.com/',
};

/** The hosts that a worker may speak to when nobody has listed any. */
export const KNOWN_HOSTS = ['*.advantasms.com', '*.africastalking.com', '*.twilio.com'];

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
export function hostsOf(settings: HttpSettings): string[] {
  return [...new Set(urlsOf(settings).map(hostOf))];
}

function urlsOf(settings: HttpSettings): string[] {
  if (settings.profile === 'generic') {
    return settings.balance ? [settings.url, settings.balance.url] : [settings.url];
  }
  const sendUrl = settings.profile === 'advanta' ? settings.send_url : undefined;
  const base = settings.base_url ?? sendUrl ?? BASE_URLS[settings.profile];
  return sendUrl === undefined ? [base] : [sendUrl, base];
}

/** The names of the secrets that an account cannot work without and does not have. */
export function missingSecrets({ settings, secrets }: Pick<HttpChannel, 'settings' | 'secrets'>): string[] {
  const named =
    settings.profile === 'generic'
      ? [settings.url, settings.body, settings.balance?.url ?? '', ...Object.values(settings.headers)]
      : [];
  const needed = new Set([...REQUIRED_SECRETS[settings.profile], ...named.flatMap(secretsIn)]);
  return [...needed].filter((name) => !secrets[name]);
}
