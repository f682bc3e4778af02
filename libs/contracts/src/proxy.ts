/*
 * The proxies of programs, as people write them: `host`, `host:port`, `user:password@host:port` or
 * `host:port:user:password`, with or without a scheme before. Without the schema library: the console asks it, too.
 */

/** What stands for a password where a proxy is shown. */
export const HIDDEN_PASSWORD = '***';
/** In characters. */
export const MAX_PROXY = 255;
export const PROXY_FORMS =
  'expected host, host:port, user:password@host:port or host:port:user:password, with or without http://, https://, ' +
  'socks4:// or socks5:// before it';

export interface ProxyParts {
  /** In lower case; null where none was written. */
  scheme: 'http' | 'https' | 'socks4' | 'socks5' | null;
  /** A name, an IPv4 address, or an IPv6 address in brackets. */
  host: string;
  port: number | null;
  user: string | null;
  password: string | null;
  /** Whether the credentials came behind the port. */
  isListed: boolean;
}

const HOST = String.raw`(?<host>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])`;
const SCHEME = String.raw`^(?:(?<scheme>https?|socks[45]):\/\/)?`;
/** The last @ ends the credentials, the first colon the user. */
const AS_URL = new RegExp(
  String.raw`${SCHEME}(?:(?<user>[^:\s]+?)(?::(?<password>\S*))?@)?${HOST}(?::(?<port>\d{1,5}))?\/?$`,
  'i',
);
const LISTED = new RegExp(String.raw`${SCHEME}${HOST}:(?<port>\d{1,5}):(?<user>[^:\s]+):(?<password>\S+)$`, 'i');

/** A proxy's parts; null where a text is none. */
export function proxyParts(text: string): ProxyParts | null {
  if (text.length > MAX_PROXY) return null;
  const url = AS_URL.exec(text);
  const isListed = url === null;
  const { scheme, host, port, user, password } = (url ?? LISTED.exec(text))?.groups ?? {};
  if (host === undefined) return null;
  const number = port === undefined ? null : Number(port);
  if (number !== null && (number < 1 || number > 65_535)) return null;
  return {
    scheme: (scheme?.toLowerCase() as ProxyParts['scheme']) ?? null,
    host,
    port: number,
    user: user === undefined ? null : isListed ? user : decoded(user),
    password: password === undefined ? null : isListed ? password : decoded(password),
    isListed,
  };
}

export const isProxy = (text: string): boolean => proxyParts(text) !== null;

/** A proxy in the form that it was written in, with a password of its own or none shown. */
export function shownProxy(parts: ProxyParts): string {
  const { scheme, host, port, user, password, isListed } = parts;
  const before = scheme === null ? '' : `${scheme}://`;
  const at = port === null ? host : `${host}:${port}`;
  if (user === null) return `${before}${at}`;
  const hidden = password === null ? user : `${user}:${HIDDEN_PASSWORD}`;
  return isListed ? `${before}${at}:${hidden}` : `${before}${hidden}@${at}`;
}

/** Whether two name the same proxy and the same user of it, so that what is hidden of one may stand for the other. */
export const isSameProxy = (a: ProxyParts, b: ProxyParts): boolean =>
  urlOfProxy({ ...a, password: null }) === urlOfProxy({ ...b, password: null });

/** The URL that workers are told; without a scheme it is an HTTP proxy, at port 80 without one. */
export function urlOfProxy({ scheme, host, port, user, password }: ProxyParts): string {
  const secret = password === null ? '' : `:${encodeURIComponent(password)}`;
  const credentials = user === null ? '' : `${encodeURIComponent(user)}${secret}@`;
  return `${scheme ?? 'http'}://${credentials}${host.toLowerCase()}${port === null ? '' : `:${port}`}`;
}

/** Percent-encoding, where it is one. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
