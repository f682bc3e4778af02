import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';

/** Clients say who they are, and nothing else; that may be a token and a key in JSON. */
const LARGEST_PACKET = 16 * 1024;
const HANDSHAKE_MS = 10_000;

/** Socket.IO on the server's own port, open to the origins that the REST API is open to. */
export class LiveAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly origin: string | string[],
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions) {
    const bounds = { maxHttpBufferSize: LARGEST_PACKET, connectTimeout: HANDSHAKE_MS };
    const all = { ...options, ...bounds, allowEIO3: true, cors: corsFor(this.origin) };
    return super.createIOServer(port, all as ServerOptions);
  }

  /** Ends the sockets only: Socket.IO's own close would end the HTTP server too, before what was asked is answered. */
  override close(server: Server): Promise<void> {
    server.disconnectSockets(true);
    server.engine.close();
    return Promise.resolve();
  }
}

/**
 * Browsers' clients of Engine.IO 3 always ask with credentials, which wants the page's own origin for an answer and the word
 * that they may (Fetch, clause 3.3.3). There are none to send: nothing here is known by a cookie.
 */
function corsFor(origin: string | string[]): CorsDelegate {
  const withCredentials = { origin: origin === '*' ? true : origin, credentials: true };
  return (request, answer) => {
    const { url = '' } = request as IncomingMessage;
    answer(null, /[?&]EIO=3(&|$)/.test(url) ? withCredentials : { origin });
  };
}

type CorsDelegate = Extract<ServerOptions['cors'], (...given: never[]) => unknown>;
