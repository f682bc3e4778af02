import { InjectionToken } from '@angular/core';
import type { ProviderKind } from '@signalbox/contracts/provider-kind';
import { PROVIDER_KINDS } from '@signalbox/contracts/provider-kinds';
import type { Provider } from '@signalbox/contracts/providers';

/** Kinds of providers by their names: a driver's, or that of one of the HTTP driver's profiles. */
export type Kinds = Readonly<Record<string, ProviderKind>>;

/** Those that the form knows. */
export const KINDS = new InjectionToken<Kinds>('kinds of providers', { factory: () => PROVIDER_KINDS });

/** Null where only its worker's own file says. */
export function kindOf(
  { driver, settings }: Pick<Provider, 'driver' | 'settings'>,
  kinds: Kinds = PROVIDER_KINDS,
): string | null {
  if (driver === 'smpp') return 'smpp';
  const profile = settings?.['profile'];
  return typeof profile === 'string' && Object.hasOwn(kinds, profile) ? profile : null;
}

export const kindName = (provider: Pick<Provider, 'driver' | 'settings'>): string => {
  const kinds: Kinds = PROVIDER_KINDS;
  return kinds[kindOf(provider) ?? '']?.label ?? 'HTTP';
};
