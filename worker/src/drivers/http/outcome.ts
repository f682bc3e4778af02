/** What came of one message, in the provider's words or ours. */
export type Outcome =
  | { type: 'sent'; ref: string | null }
  /**
   * Not sent, but for `uncertain`. `unsent`: the request did not get out. `account`: every message would fare so, until
   * somebody mends the account, or fills it where that is about `credit`, or
   * the day is over where it is `daily`.
   */
  | { type: 'temporary' | 'permanent' | 'unsent' | 'uncertain'; reason: string }
  | { type: 'account'; reason: string; credit?: true; daily?: true }
  /** Not taken now, and to be brought again after a wait; null where the provider named none. */
  | { type: 'throttled'; reason: string; waitMs: number | null };

/** An answer over HTTP. */
export interface Answer {
  status: number;
  retryAfterMs: number | null;
  /** Where a redirect points. */
  location: string | null;
  body: string;
  /** Why the body is not all there: too long, too slow, broken off; null when it is. */
  broken: string | null;
}

/** What came of a request: `unsent` never left, `lost` left and nobody knows more. */
export type Exchange =
  | { type: 'answer'; answer: Answer }
  | { type: 'unsent'; reason: string }
  | { type: 'lost'; reason: string };

export const uncertain = (reason: string): Outcome => ({ type: 'uncertain', reason });

/** A success that cannot be read: perhaps of something else than the provider, perhaps of it. */
export const unreadable = ({ broken }: Answer): Outcome =>
  uncertain(`the provider answered success, but ${broken ?? 'not as it should'}`);

/**
 * What an HTTP status alone says of a message (RFC 9110 15); null for 200 to 299. A server error leaves open whether the
 * message was taken before it.
 * @param said the provider's own words, if any
 */
export function refusalOf({ status, retryAfterMs, location }: Answer, said: string | null): Outcome | null {
  if (status >= 200 && status < 300) return null;
  const reason = `the provider answered HTTP ${status}${said ? `: ${said}` : ''}`;
  switch (status) {
    case 301:
    case 307:
    case 308:
      return { type: 'account', reason: `the provider redirects${toHost(location)}, and redirects are not followed` };
    case 302:
    case 303:
      return uncertain(`the provider redirects${toHost(location)}, and redirects are not followed`);
    case 401:
    case 403:
      return { type: 'account', reason };
    case 402:
      return { type: 'account', reason, credit: true };
    case 408:
    case 425:
      return { type: 'temporary', reason };
    case 429:
      return { type: 'throttled', reason, waitMs: retryAfterMs };
    case 503:
      return retryAfterMs === null
        ? { type: 'temporary', reason }
        : { type: 'throttled', reason, waitMs: retryAfterMs };
    default:
      return status >= 400 && status < 500 ? { type: 'permanent', reason } : uncertain(reason);
  }
}

/** The same for a URL that does not depend on the message: where it does not exist, no message can be sent. */
export function refusalOfFixedUrl(answer: Answer, said: string | null): Outcome | null {
  const refusal = refusalOf(answer, said);
  const absent = answer.status === 404 || answer.status === 405 || answer.status === 410;
  return absent && refusal?.type === 'permanent' ? { type: 'account', reason: refusal.reason } : refusal;
}

function toHost(location: string | null): string {
  try {
    return location === null ? '' : ` to ${new URL(location).origin}`;
  } catch {
    return '';
  }
}
