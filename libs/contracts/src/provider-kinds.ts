import { generic } from './generic-kind.js';
import { advanta, africasTalking, android, twilio } from './http-kinds.js';
import type { ProviderKind } from './provider-kind.js';
import { smpp } from './smpp-kind.js';

/** All kinds of providers, by driver or profile: what validates an account, draws its form, and says where it may send. */
export const PROVIDER_KINDS = {
  smpp,
  advanta,
  africas_talking: africasTalking,
  twilio,
  android,
  generic,
} as const satisfies Record<string, ProviderKind>;
export type ProviderKindName = keyof typeof PROVIDER_KINDS;
/** The profiles of the HTTP driver. */
export type HttpProfile = Exclude<ProviderKindName, 'smpp'>;
