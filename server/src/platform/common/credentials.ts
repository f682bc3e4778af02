/** What a caller shows; a key counts before a token. */
export interface Credentials {
  token?: string;
  apiKey?: string;
}

type Headers = Record<string, string | string[] | undefined>;

/** How every API key begins, and no token does. */
const KEY = /^sbx_/;

/** `X-API-Key: <key>` or `Authorization: Bearer <token>` (RFC 6750, clause 2.1), which may be a key, too. */
export function credentialsOf(headers: Headers): Credentials {
  const apiKey = headers['x-api-key'];
  if (typeof apiKey === 'string') return { apiKey };
  const token = tokenOf(headers);
  return token !== undefined && KEY.test(token) ? { apiKey: token } : { token };
}

/** The token, whatever key is shown beside it. */
export function tokenOf({ authorization }: Headers): string | undefined {
  return /^Bearer +(\S+)$/i.exec(String(authorization ?? ''))?.[1];
}
