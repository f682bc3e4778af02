import { lookup } from 'node:dns';
import { type LookupFunction, type Socket, connect, isIP } from 'node:net';
import { type TLSSocket, connect as connectTls } from 'node:tls';
import type { Networks } from '../../../platform/config/networks.js';
import { Refusal } from './router-trouble.js';

/** Where a router is, and by what its certificate is known. */
export interface LinkTo {
  address: string;
  port: number;
  tls: boolean;
  /** SHA-256 in capitals, without colons. */
  fingerprint: string | null;
  authority: string | null;
}

/** By what a connection is ended, and what it may lead to. */
export interface LinkBounds {
  networks: Networks;
  signal: AbortSignal;
}

/**
 * A connection to a router, over which nothing was said yet: its address is among those that may be connected to, with the
 * very answer of the resolver that it is made to, and its certificate is one that is trusted.
 * @throws Refusal, or the socket's own error
 */
export async function openLink(to: LinkTo, bounds: LinkBounds): Promise<Socket> {
  const { signal } = bounds;
  signal.throwIfAborted();
  if (isIP(to.address) !== 0) requireListed(to.address, bounds.networks);
  const where = { host: to.address, port: to.port, lookup: lookupIn(bounds.networks), noDelay: true };
  const socket: Socket = to.tls ? connectTls({ ...where, ...trustOf(to) }) : connect(where);
  const abort = (): void => {
    socket.destroy(signal.reason as Error);
  };
  signal.addEventListener('abort', abort, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', abort));
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Refusal('it closed the connection')));
    socket.once(to.tls ? 'secureConnect' : 'connect', resolve);
  });
  // Who reads is told by the stream itself; one that nobody reads any more must not end the process.
  socket.on('error', () => undefined);
  if (to.tls) requireTrusted(socket as TLSSocket, to);
  return socket;
}

/** Whether to go on is decided by `requireTrusted`: a certificate that is named may be anybody's. */
const trustOf = ({ address, authority }: LinkTo) => ({
  rejectUnauthorized: false,
  ...(authority !== null && { ca: authority }),
  ...(isIP(address) === 0 && { servername: address }),
});

function requireTrusted(socket: TLSSocket, { fingerprint }: LinkTo): void {
  const shown = socket.getPeerCertificate().fingerprint256?.replaceAll(':', '').toUpperCase() ?? '';
  if (fingerprint === null ? socket.authorized : shown === fingerprint) return;
  const { authorizationError } = socket as { authorizationError?: unknown };
  socket.destroy();
  if (fingerprint !== null)
    throw new Refusal('it shows another certificate than the one that tls_fingerprint names', shown);
  throw new Refusal(`its certificate is not trusted (${String(authorizationError)}): name it, or who signed it`, shown);
}

function requireListed(address: string, networks: Networks): void {
  if (!networks.has(address)) throw new Refusal(`${address} is not in the networks that ROUTER_NETWORKS lists`);
}

function lookupIn(networks: Networks): LookupFunction {
  return (host, { family, all }, done) => {
    const numeric = family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : family;
    lookup(host, { all: true, family: numeric }, (error, addresses) => {
      const listed = (addresses ?? []).filter(({ address }) => networks.has(address));
      const [first] = listed;
      if (error) done(error, '', 4);
      else if (!first) done(new Refusal(`${host} has no address in the networks that ROUTER_NETWORKS lists`), '', 4);
      else if (all) done(null, listed);
      else done(null, first.address, first.family);
    });
  };
}
