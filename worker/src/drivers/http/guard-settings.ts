import { hostPatternsOf, hostsOf, KNOWN_HOSTS } from '@signalbox/contracts/outbound-hosts';
import type { ProviderChannel } from '@signalbox/contracts/providers';
import { allowedAddressesOf } from './allowed-addresses.js';
import { OutboundGuard } from './outbound-guard.js';

/** What a worker's environment says of whom its requests may reach. */
export interface GuardSettings {
  HTTP_ALLOWED_HOSTS?: string;
  HTTP_ALLOWED_PRIVATE?: string;
}

/** The guard of a worker. Whoever wrote its file decides about it anyway: hosts that are named there are listed. */
export function guardOf(settings: GuardSettings, ownAccounts: readonly ProviderChannel[]): OutboundGuard {
  const { HTTP_ALLOWED_HOSTS: hosts, HTTP_ALLOWED_PRIVATE: addresses } = settings;
  const own = ownAccounts.flatMap((account) => (account.driver === 'http' ? hostsOf(account.settings) : []));
  const listed = (hosts === undefined ? null : hostPatternsOf(hosts)) ?? KNOWN_HOSTS;
  return new OutboundGuard([...listed, ...own], (addresses && allowedAddressesOf(addresses)) || []);
}
