import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type Server, createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Config } from '../config/config.js';

/** What the broker does with a connection. */
type Handle = Parameters<typeof createServer>[1];

/** Many small packets: without this each waits for the acknowledgement of the one before. */
const NO_DELAY = { noDelay: true };
const HANDSHAKE_MS = 10_000;
/** More than a fleet of workers has; strangers shall not take all files that the process may open. */
const MAX_CONNECTIONS = 2000;

/** The listener for the server itself and its own worker: loopback, a free port. */
export async function listenInside(handle: Handle): Promise<Server> {
  const server = createServer(NO_DELAY, handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/**
 * The listener for workers elsewhere, where MQTT_LISTEN names one, with TLS where there is a certificate.
 * @throws Error with one line that names the variable, and what is wrong
 */
export async function listenOutside(config: Config, handle: Handle): Promise<Server | null> {
  const { MQTT_LISTEN: address, MQTT_TLS_CERT, MQTT_TLS_KEY } = config.env;
  if (!address) {
    if (MQTT_TLS_CERT ?? MQTT_TLS_KEY) throw new Error('MQTT_LISTEN: expected to be set, because MQTT_TLS_CERT is');
    return null;
  }
  const tls = tlsOf(config);
  if (!tls && !isLoopback(address.host) && !config.env.MQTT_ALLOW_PLAIN) {
    throw new Error(
      'MQTT_LISTEN: passwords and messages would cross the network in clear: set MQTT_TLS_CERT and MQTT_TLS_KEY, ' +
        'or MQTT_ALLOW_PLAIN=true where nobody else can listen',
    );
  }
  const server = tls ? tlsServer(tls, handle) : createServer(NO_DELAY, handle);
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(address.port, address.host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new Error(`MQTT_LISTEN: ${address.host}:${address.port} ${reasonOf(error)}`, { cause: error });
  }
  return server;
}

/** Without a name to look up, as an address of the machine itself. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);

interface Pair {
  cert: Buffer;
  key: Buffer;
}

function tlsOf({ env }: Config): Pair | null {
  const { MQTT_TLS_CERT: certFile, MQTT_TLS_KEY: keyFile } = env;
  if (certFile === undefined && keyFile === undefined) return null;
  if (certFile === undefined) throw new Error('MQTT_TLS_CERT: expected to be set, because MQTT_TLS_KEY is');
  if (keyFile === undefined) throw new Error('MQTT_TLS_KEY: expected to be set, because MQTT_TLS_CERT is');
  return { cert: read('MQTT_TLS_CERT', certFile), key: read('MQTT_TLS_KEY', keyFile) };
}

function tlsServer(pair: Pair, handle: Handle): Server {
  try {
    return createTlsServer({ ...NO_DELAY, ...pair, minVersion: 'TLSv1.2', handshakeTimeout: HANDSHAKE_MS }, handle);
  } catch (error) {
    // OpenSSL's words, which hold nothing of the key.
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`MQTT_TLS_CERT, MQTT_TLS_KEY: expected a certificate and its key as PEM: ${why}`, { cause: error });
  }
}

function read(name: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`${name}: cannot read ${file}: ${codeOf(error)}`, { cause: error });
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === 'EADDRINUSE') return 'is in use by another program';
  if (code === 'EACCES') return 'may not be listened on by this user';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'is no address of this machine';
  return `cannot be listened on: ${code}`;
}
