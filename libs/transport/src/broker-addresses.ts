/** Where a broker, or one of a cluster of them, can be reached. */
export interface BrokerAddress {
  /** `mqtt://host:port` or `mqtts://host:port`, without user and password. */
  url: string;
  host: string;
  port: number;
  isTls: boolean;
  /** Where the address names its own. */
  username?: string;
  password?: string;
}

export const EXPECTED_ADDRESSES =
  'expected mqtt://host:port or mqtts://host:port, or several of them with commas between';

const MOST = 16;
const PORTS: Readonly<Record<string, number>> = { 'mqtt:': 1883, 'mqtts:': 8883 };

/**
 * The addresses that MQTT_URL names, in its order. A user and a password in one are for that one alone, percent-encoded.
 * @returns null when one cannot be understood, or is there twice
 */
export function brokerAddressesOf(list: string): BrokerAddress[] | null {
  const addresses = list.split(',').map((text) => addressOf(text.trim()));
  const known = addresses.filter((address) => address !== null);
  const isEach = known.length === addresses.length && known.length <= MOST;
  return isEach && new Set(known.map(({ url }) => url)).size === known.length ? known : null;
}

function addressOf(text: string): BrokerAddress | null {
  let parts: URL;
  let login: { username?: string; password?: string };
  try {
    parts = new URL(text);
    login = loginOf(parts);
  } catch {
    return null;
  }
  const usual = PORTS[parts.protocol];
  const port = parts.port === '' ? usual : Number(parts.port);
  const hasMore = !['', '/'].includes(parts.pathname) || parts.search !== '' || parts.hash !== '';
  if (port === undefined || port === 0 || usual === undefined || parts.hostname === '' || hasMore) return null;
  const url = `${parts.protocol}//${parts.hostname}:${port}`;
  // An IPv6 address stands in brackets there.
  const host = parts.hostname.replace(/^\[(.*)\]$/, '$1');
  return { url, host, port, isTls: parts.protocol === 'mqtts:', ...login };
}

/** @throws URIError */
function loginOf({ username, password }: URL): Pick<BrokerAddress, 'username' | 'password'> {
  return {
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
  };
}
