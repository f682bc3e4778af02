import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { ModemEmulator } from './modem-emulator.js';

/** Where a modem can be reached. */
export interface ModemPort {
  /** `tcp://host:port`, or the path of a device. */
  address: string;
  close(): Promise<void>;
}

/**
 * Offers a modem on a TCP port, as a serial server does; the newest connection has the line.
 * @param port 0 takes any that is free.
 */
export async function openTcpPort(modem: ModemEmulator, port: number, host = '127.0.0.1'): Promise<ModemPort> {
  const server = createServer({ noDelay: true }, (socket) => modem.attach(socket));
  server.listen(port, host);
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  return {
    address: `tcp://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    close: async () => {
      modem.detach();
      server.close();
      await once(server, 'close');
    },
  };
}
