import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** In octets: what is shorter is one packet anyway. */
const LEAST = 1024;
/** Between time and size, for answers that are written once and read once. */
const BROTLI_QUALITY = 4;
const GZIP_LEVEL = 5;

/**
 * Whose answers hold what others must not have: tokens, passwords, addresses that are secrets. Compressed, the length of an
 * answer tells whether a guess that is in it as well was right (BREACH).
 */
const SECRETS = /^\/api\/(v1\/(auth|api-keys|providers|workers)|sms-settings)(\/|$)/;

/**
 * Compresses what is read, streams too. What is sent is answered in a few words, among them a message's 202, and with
 * tokens and keys where somebody signs in.
 */
export async function compressAnswers(server: FastifyInstance): Promise<void> {
  // Before the library's own, which reads it.
  server.addHook('onRoute', (route) => {
    if (![route.method].flat().includes('GET') || SECRETS.test(route.url)) route.compress = false;
  });
  await server.register(compress, {
    global: true,
    threshold: LEAST,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
    zlibOptions: { level: GZIP_LEVEL },
  });
}
