import { once } from 'node:events';
import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A proxy that counts what it carried. */
export interface Proxy {
  port: number;
  /** `host:port` of each connection or URL that was asked for. */
  asked: string[];
  /** What clients said who they are. */
  users: string[];
  stop(): Promise<void>;
}

async function listening(server: Server, sockets: Set<Socket>): Promise<Pick<Proxy, 'port' | 'stop'>> {
  server.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An HTTP proxy: CONNECT, and whole URLs of plain HTTP. `refuse` answers everything with that status. */
export async function httpProxy(refuse: number | null = null): Promise<Proxy> {
  const asked: string[] = [];
  const users: string[] = [];
  const sockets = new Set<Socket>();
  const server = createHttpServer((request, response) => {
    asked.push(request.url ?? '');
    users.push(request.headers['proxy-authorization'] ?? '');
    if (refuse !== null) return void response.writeHead(refuse).end('refused');
    const { 'proxy-authorization': _, ...headers } = request.headers;
    const onward = httpRequest(request.url ?? '', { method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    request.pipe(onward);
  });
  server.on('connect', (request, client: Socket) => {
    asked.push(request.url ?? '');
    users.push(request.headers['proxy-authorization'] ?? '');
    if (refuse !== null) return void client.end(`HTTP/1.1 ${refuse} Refused\r\ncontent-length: 7\r\n\r\nrefused`);
    const { hostname, port } = new URL(`http://${request.url ?? ''}`);
    const target = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    target.on('error', () => client.destroy());
    sockets.add(target);
  });
  return { asked, users, ...(await listening(server, sockets)) };
}

/** A SOCKS5 proxy (RFC 1928), with user and password (RFC 1929) where `user` is given. */
export async function socksProxy(user: string | null = null): Promise<Proxy> {
  const asked: string[] = [];
  const users: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    void serve(client).catch(() => client.destroy());
  });

  async function serve(client: Socket): Promise<void> {
    const read = reader(client);
    const [, methods = 0] = await read(2);
    await read(methods);
    client.write(Buffer.from([5, user === null ? 0 : 2]));
    if (user !== null) {
      const [, length = 0] = await read(2);
      const name = (await read(length)).toString();
      const [secret = 0] = await read(1);
      users.push(`${name}:${(await read(secret)).toString()}`);
      const wrong = users.at(-1) === user ? 0 : 1;
      client.write(Buffer.from([1, wrong]));
      if (wrong) return void client.end();
    }
    const [, , , kind] = await read(4);
    const length = kind === 1 ? 4 : ((await read(1))[0] ?? 0);
    const address = await read(length);
    const host = kind === 1 ? address.join('.') : address.toString();
    const port = (await read(2)).readUInt16BE();
    asked.push(`${host}:${port}`);
    client.removeAllListeners('readable');
    const target = connect(port, host, () => {
      client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
      target.pipe(client).pipe(target);
    });
    target.on('error', () => client.destroy());
    sockets.add(target);
  }
  return { asked, users, ...(await listening(server, sockets)) };
}

/** Reads exactly so many bytes. */
function reader(socket: Socket): (length: number) => Promise<Buffer> {
  return async (length) => {
    if (length === 0) return Buffer.alloc(0);
    for (;;) {
      const bytes = socket.read(length) as Buffer | null;
      if (bytes) return bytes;
      await once(socket, 'readable');
    }
  };
}
