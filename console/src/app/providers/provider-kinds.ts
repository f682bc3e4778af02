import type { HttpSettings, Provider } from '@signalbox/contracts/providers';

/** How a provider is spoken to: a driver, or one of the HTTP driver's profiles. */
export type Kind = 'smpp' | HttpSettings['profile'];

export const KIND_NAMES: Record<Kind, string> = {
  smpp: 'SMPP',
  advanta: 'Advanta',
  africas_talking: 'Africa’s Talking',
  twilio: 'Twilio-compatible',
  generic: 'Generic HTTP',
};

export const KINDS = Object.entries(KIND_NAMES).map(([value, label]) => ({ value, label }));

/** The one secret that a kind has, by its name in the API; a generic one may have any, or none. */
export const SECRET_NAMES: Record<Kind, string | null> = {
  smpp: 'password',
  advanta: 'api_key',
  africas_talking: 'api_key',
  twilio: 'auth_token',
  generic: null,
};

/** Null where only its worker's own file says. */
export function kindOf({ driver, settings }: Pick<Provider, 'driver' | 'settings'>): Kind | null {
  if (driver === 'smpp') return 'smpp';
  const profile = settings?.['profile'];
  return typeof profile === 'string' && profile in KIND_NAMES ? (profile as Kind) : null;
}

export const kindName = (provider: Pick<Provider, 'driver' | 'settings'>): string => {
  const kind = kindOf(provider);
  return kind === null ? 'HTTP' : KIND_NAMES[kind];
};
