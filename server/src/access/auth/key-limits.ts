import type { NewApiKey } from '@signalbox/contracts/auth';
import { type Scope, SCOPES } from '@signalbox/contracts/permissions';
import { isoTime } from '../../platform/common/clock.js';
import { Forbidden, Invalid, Unauthenticated } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { Networks, isNetworkList, liesWithin } from '../../platform/config/networks.js';
import { NOT_SET_UP } from './second-factor.js';

/** What an API key may be used for, beside what its account's role says. */
export interface KeyLimits {
  /** Null: all that the role may, but for keys and accounts. Keys from before there were scopes have it. */
  scopes: readonly Scope[] | null;
  /** Epoch milliseconds. */
  expiresAt: number | null;
  /** Addresses and networks with commas; null is everywhere. */
  networks: string | null;
}

export const NO_LIMITS: KeyLimits = { scopes: null, expiresAt: null, networks: null };
/** What the gateway API's one key may: all that its document does. */
export const GATEWAY_LIMITS: KeyLimits = { ...NO_LIMITS, scopes: ['send', 'read', 'operate'] };

/** Where a request came from; asked only where it matters, since reading it costs. */
export interface Place {
  readonly ip: string;
}

/** Whoever makes a key, and the limits of the key that is shown for it. */
export type Maker = Pick<Principal, 'apiKeyId' | 'scopes' | 'mustSetUp'> & {
  keyExpiresAt?: number | null;
  keyNetworks?: string | null;
};

/** @throws Forbidden to who must set up a second factor first: a key would be a way around it */
export function requireSetUp({ mustSetUp, apiKeyId }: Pick<Maker, 'mustSetUp' | 'apiKeyId'>): void {
  if (mustSetUp && apiKeyId === null) throw new Forbidden(NOT_SET_UP);
}

const NETWORKS = 'expected addresses and networks, such as 10.0.0.5, 192.168.0.0/16, fd00::/8';

/**
 * What is asked for a new key, if its maker may give that.
 * @throws Invalid; Forbidden where a key makes one with more than it has itself; see `requireSetUp`
 */
export function limitsOf({ scopes, expires_at, networks }: Omit<NewApiKey, 'name'>, by: Maker, now: number): KeyLimits {
  requireSetUp(by);
  const expiresAt = expires_at === null || expires_at === undefined ? null : Date.parse(expires_at);
  const places = networks === undefined || networks.length === 0 ? null : networks.join(',');
  const wrong = [
    ...(expiresAt !== null && expiresAt <= now ? [{ field: 'expires_at', message: 'expected a time to come' }] : []),
    ...(places !== null && !isNetworkList(places) ? [{ field: 'networks', message: NETWORKS }] : []),
  ];
  if (wrong.length > 0) throw new Invalid(wrong);
  const asked = scopes === undefined ? null : SCOPES.filter((scope) => scopes.includes(scope));
  const limits = { scopes: asked, expiresAt, networks: places };
  if (by.apiKeyId !== null) requireNoWider(limits, by);
  return limits;
}

/** What a key makes has no scope, no time and no place more than it has itself. @throws Forbidden */
function requireNoWider({ scopes, expiresAt, networks }: KeyLimits, by: Maker): void {
  const more = by.scopes ? (scopes ?? SCOPES).filter((scope) => by.scopes?.includes(scope) === false) : [];
  if (more.length > 0) throw new Forbidden(`An API key makes none with scopes that it lacks: ${more.join(', ')}.`);
  if ((expiresAt ?? Infinity) > (by.keyExpiresAt ?? Infinity)) {
    throw new Forbidden(`An API key makes none that outlasts it: it ends at ${isoTime(by.keyExpiresAt ?? 0)}.`);
  }
  const { keyNetworks: own } = by;
  if (typeof own === 'string' && (networks === null || !liesWithin(networks, own))) {
    throw new Forbidden(`An API key makes none for places where it may not be used itself: it may be from ${own}.`);
  }
}

/**
 * An account is limited by its role alone: a key that is limited by more would make what may more than itself.
 * @throws Forbidden naming what limits the key
 */
export function requireUnlimited({ apiKeyId, scopes, keyExpiresAt, keyNetworks }: Maker): void {
  if (apiKeyId === null) return;
  const lacking = scopes ? SCOPES.filter((scope) => !scopes.includes(scope)) : [];
  const limits = [
    ...(lacking.length > 0 ? [`it lacks the scopes ${lacking.join(', ')}`] : []),
    ...(typeof keyExpiresAt === 'number' ? [`it ends at ${isoTime(keyExpiresAt)}`] : []),
    ...(typeof keyNetworks === 'string' ? [`it may be used from ${keyNetworks} only`] : []),
  ];
  if (limits.length === 0) return;
  const why = `An API key makes and changes accounts only where nothing limits it: ${limits.join('; ')}.`;
  throw new Forbidden(`${why} Sign in, and send the token without the key.`);
}

/** The networks of a key, ready to be asked; null is everywhere. */
export const placesOf = ({ networks }: KeyLimits): Networks | null =>
  networks === null ? null : new Networks(networks);

/**
 * @param place undefined where that is not known: it is nowhere then
 * @throws Unauthenticated when the key's time is over, Forbidden when it is used from where it may not be
 */
export function requireWithin(
  expiresAt: number | null,
  places: Networks | null,
  place: Place | undefined,
  now: number,
): void {
  if (expiresAt !== null && now >= expiresAt) throw new Unauthenticated('The API key has expired. Make another one.');
  if (places === null) return;
  const address = place?.ip.replace(/^::ffff:(?=\d+\.)/i, '') ?? '';
  if (!places.has(address)) throw new Forbidden(`The API key may not be used from ${address || 'here'}.`);
}
