import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

/** What becomes of a connection when its client has sent something: it is cut before that is passed on, or before the answer is. */
export type Cut = 'before' | 'answer' | undefined;

/** A way to a server on this machine that can be cut, or fall silent, as networks do. */
export interface TcpProxy {
  port: number;
  /** Asked with all that clients send; `answer` passes it on and cuts when the server answers. */
  onSent: (data: Buffer) => Cut;
  /** Passes nothing on any more, either way, and closes nothing. */
  freeze: () => void;
  /** Passes on again, also what came meanwhile. */
  thaw: () => void;
  /** Leaves the connections that there are in silence for good, and tells no client; new ones are served. */
  abandon: () => void;
  /** Ends the connections that there are, without a word. */
  cut: () => void;
  /** How many connections there are. */
  readonly connections: number;
  stop: () => Promise<void>;
}

/** @param to the port on 127.0.0.1 that it leads to */
export async function startTcpProxy(to: number): Promise<TcpProxy> {
  const pairs = new Set<[client: Socket, server: Socket]>();
  let frozen = false;
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port: to, host: '127.0.0.1', noDelay: true });
    const pair: [Socket, Socket] = [client, upstream];
    let cutAtAnswer = false;
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    pairs.add(pair);
    client.on('data', (data) => {
      const cut = proxy.onSent(data);
      if (cut === 'before') return end();
      cutAtAnswer ||= cut === 'answer';
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (cutAtAnswer) return end();
      client.write(data);
    });
    for (const socket of pair) {
      socket.on('error', end);
      // An end that nobody would hear of while all is silent is not told either.
      socket.on('close', () => frozen || end());
      if (frozen) socket.pause();
    }
  });
  const proxy: TcpProxy = {
    port: 0,
    onSent: () => undefined,
    freeze: () => {
      frozen = true;
      for (const socket of [...pairs].flat()) socket.pause();
    },
    thaw: () => {
      frozen = false;
      for (const pair of pairs) {
        for (const socket of pair) {
          if (socket.destroyed) for (const each of pair) each.destroy();
          else socket.resume();
        }
      }
    },
    abandon: () => {
      for (const [client, upstream] of pairs) {
        client.removeAllListeners('data').resume();
        upstream
          .removeAllListeners()
          .on('error', () => undefined)
          .destroy();
      }
    },
    cut: () => {
      for (const [client, upstream] of pairs) {
        client.destroy();
        upstream.destroy();
      }
      pairs.clear();
    },
    get connections() {
      return pairs.size;
    },
    stop: async () => {
      server.close();
      proxy.cut();
      await once(server, 'close');
    },
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy.port = (server.address() as AddressInfo).port;
  return proxy;
}
