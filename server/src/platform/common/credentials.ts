/** What a caller shows; a key counts before a token. */
export interface Credentials {
  token?: string;
  apiKey?: string;
}

type Headers = Record<string, string | string[] | undefined>;

/** `X-API-Key: <key>` or `Authorization: Bearer <token>` (RFC 6750, clause 2.1). */
export function credentialsOf(headers: Headers): Credentials {
  const apiKey = headers['x-api-key'];
  return typeof apiKey === 'string' ? { apiKey } : { token: tokenOf(headers) };
}

/** The token, whatever key is shown beside it. */
export function tokenOf({ authorization }: Headers): string | undefined {
  return /^Bearer +(\S+)$/i.exec(String(authorization ?? ''))?.[1];
}
