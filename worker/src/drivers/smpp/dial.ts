import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { SmppSettings } from '@signalbox/contracts/providers';

/** Opens a connection to an SMSC. @param ready called once it is there, TLS and all */
export function dial({ host, port, tls, tls_verify }: SmppSettings, ready: () => void): Socket {
  const socket = tls
    ? connectTls({ host, port, servername: isIP(host) ? undefined : host, rejectUnauthorized: tls_verify })
    : connectTcp({ host, port });
  socket.setNoDelay(true);
  socket.once(tls ? 'secureConnect' : 'connect', ready);
  return socket;
}
