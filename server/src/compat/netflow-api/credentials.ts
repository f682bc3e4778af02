import type { NetflowSms } from '@signalbox/contracts/netflow';

/** What a request says of an account; what it leaves out is undefined. */
export type Given = Pick<NetflowSms, 'apiKey' | 'partnerId' | 'shortcode' | 'customApiUrl'>;

/** An account at Advanta. */
export interface Credentials {
  apiKey: string;
  partnerId: string;
  shortcode: string;
  /** Undefined: where Advanta itself is. */
  customApiUrl: string | undefined;
}

const REQUIRED = ['apiKey', 'partnerId', 'shortcode'] as const;

/** The account that a request means, or the names of what it lacks. */
export type Resolved = { credentials: Credentials } | { missing: string[] };

/**
 * Completes what a request says by what is stored. A stored key goes to the host that it is stored for and to no other:
 * else whoever may send could have it brought to a host of his own.
 */
export function resolve(given: Given, stored: Credentials | null): Resolved {
  const customApiUrl = given.customApiUrl ?? stored?.customApiUrl;
  const isSameHost = stored !== null && originOf(customApiUrl) === originOf(stored.customApiUrl);
  const known = { ...stored, apiKey: isSameHost ? stored.apiKey : undefined };
  const apiKey = given.apiKey ?? known.apiKey;
  const partnerId = given.partnerId ?? known.partnerId;
  const shortcode = given.shortcode ?? known.shortcode;
  if (apiKey !== undefined && partnerId !== undefined && shortcode !== undefined) {
    return { credentials: { apiKey, partnerId, shortcode, customApiUrl } };
  }
  const found = { apiKey, partnerId, shortcode };
  return { missing: REQUIRED.filter((name) => found[name] === undefined) };
}

/** Whether two name the same account, sender included. */
export const isSame = (one: Credentials, other: Credentials): boolean =>
  REQUIRED.every((name) => one[name] === other[name]) && one.customApiUrl === other.customApiUrl;

const originOf = (url: string | undefined): string | null => (url && URL.canParse(url) ? new URL(url).origin : null);
