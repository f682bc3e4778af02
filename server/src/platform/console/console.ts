import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PACKAGE_FOLDER } from '../package-folder.js';

const FILES = join(PACKAGE_FOLDER, '..', 'console', 'dist', 'browser');
/** The build puts a hash of the content into the name of every file but the index, and compressed ones beside them. */
const HASHED = /-[\w-]{8}\.(js|css|woff2)(\.br|\.gz)?$/;
const A_YEAR = 'public, max-age=31536000, immutable';

/** Sent in the place of what they are of, to who takes them. */
const COMPRESSED = /\.(br|gz)$/;

const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ws: wss:; " +
  // A paper is shown in the browser's own viewer, out of what was read with the session's token.
  "frame-src 'self' blob:; object-src 'self' blob:; " +
  "frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

/** Serves the built console at `/console/`; addresses of its pages, which are no files, get the index. */
export async function serveConsole(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpAdapter().getInstance();
  server.get('/', (_, reply) => reply.redirect('/console/'));
  if (!existsSync(FILES)) return;
  await app.register(fastifyStatic, {
    root: FILES,
    // Found when asked for: a route for each of some hundreds of files is time at every start.
    serve: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      void reply.header('cache-control', HASHED.test(path) ? A_YEAR : 'no-cache');
      void reply.header('content-security-policy', POLICY);
      void reply.header('x-content-type-options', 'nosniff');
      void reply.header('referrer-policy', 'same-origin');
    },
  });
  server.get('/console', (_, reply) => reply.redirect('/console/'));
  server.get<{ Params: { '*': string } }>('/console/*', (request, reply) => {
    const path = request.params['*'];
    if (COMPRESSED.test(path)) return reply.callNotFound();
    // Whatever else is below belongs to the console's own pages.
    return reply.sendFile(/\.\w+$/.test(path) ? path : 'index.html');
  });
}
