import type { ChannelStatus } from '@signalbox/contracts/live';
import { PROVIDER_KINDS } from '@signalbox/contracts/provider-kinds';
import type { Provider } from '@signalbox/contracts/providers';
import type { Fact } from '../ui/facts';
import { kindName, kindOf, type Kinds } from './provider-kinds';

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Where the account is; null where its profile or its worker knows. */
export function addressOf({ driver, settings }: Pick<Provider, 'driver' | 'settings'>): string | null {
  if (settings === null) return null;
  if (driver === 'smpp')
    return `${settings['tls'] === true ? 'smpps' : 'smpp'}://${settings['host']}:${settings['port']}`;
  return textOf(settings['url']) ?? textOf(settings['send_url']) ?? textOf(settings['base_url']);
}

/** What names the account: the texts that it cannot do without, but for its address. */
function accountFacts(provider: Provider): Fact[] {
  const kinds: Kinds = PROVIDER_KINDS;
  const { fields = {} } = kinds[kindOf(provider) ?? ''] ?? {};
  return Object.entries(fields)
    .filter(([name, field]) => field.type === 'text' && field.required !== undefined && name !== 'host')
    .map(([name, { label }]) => ({ name: label, value: textOf(provider.settings?.[name]), mono: true }));
}

/** What a message of one part costs over it, in words. */
export function priceWords({ price, prices }: Pick<Provider, 'price' | 'prices'>): string {
  const pairs = Object.keys(prices).length;
  const own = pairs === 0 ? '' : `${pairs} ${pairs === 1 ? 'pair differs' : 'pairs differ'}`;
  return [price ?? '–', own].filter(Boolean).join('; ');
}

/** What a provider is, for people. */
export const factsOf = (provider: Provider): Fact[] => [
  { name: 'Kind', value: kindName(provider) },
  { name: 'Worker', value: provider.worker_id },
  { name: 'Sender', value: provider.sender },
  { name: 'Address', value: addressOf(provider), mono: true },
  ...accountFacts(provider),
  { name: 'Proxy', value: textOf(provider.settings?.['proxy']), mono: true },
  { name: 'Secrets set', value: provider.secrets_set.join(', ') },
  { name: 'Price', value: priceWords(provider) },
];

/** The providers with what the live socket told of one. */
export const withStatus = (providers: readonly Provider[], status: ChannelStatus): readonly Provider[] =>
  providers.map((provider) =>
    status.kind === 'provider' && provider.id === status.id
      ? { ...provider, online: status.online, trouble: status.trouble }
      : provider,
  );

/** The whole URL for the provider's delivery reports, as this browser reaches the server. */
export const reportUrl = ({ report_path: path }: Pick<Provider, 'report_path'>, origin: string): string | null =>
  path === null ? null : origin + path;
