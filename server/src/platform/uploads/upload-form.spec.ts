import multipart from '@fastify/multipart';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FastifyInstance, fastify } from 'fastify';
import { z } from 'zod';
import { Invalid } from '../common/errors.js';
import { readUploadForm } from './upload-form.js';
import type { UploadStoreService } from './upload-store.service.js';

const shape = { file: 'list', fields: z.object({ message: z.string().optional() }) };

/** Reads a file, and keeps none. */
const store = {
  checkLength: () => undefined,
  receive: async (file: AsyncIterable<unknown>) => {
    for await (const _ of file) void _;
    return { id: 'upload' };
  },
  discard: async () => undefined,
} as unknown as UploadStoreService;

describe('the fields of an uploaded form', () => {
  let server: FastifyInstance;
  beforeAll(async () => {
    server = fastify();
    await server.register(multipart);
    server.post('/', async (request) => (await readUploadForm(request, store, shape)).fields);
    server.setErrorHandler((error, _, reply) =>
      reply.code(error instanceof Invalid ? 400 : 500).send({ errors: (error as Invalid).errors }),
    );
  });
  afterAll(() => server.close());

  async function upload(message: Buffer, type?: string): Promise<unknown> {
    const head = (name: string, more = '') => `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n`;
    const payload = Buffer.concat([
      Buffer.from(`${head('message')}${type === undefined ? '' : `Content-Type: ${type}\r\n`}\r\n`),
      message,
      Buffer.from(`\r\n${head('list', '; filename="l.csv"')}\r\nnumber\r\n--b--\r\n`),
    ]);
    const answer = await server.inject({
      method: 'POST',
      url: '/',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      payload,
    });
    return answer.json<unknown>();
  }

  it('are read as UTF-8, or in the charset that they name', async () => {
    await expect(upload(Buffer.from('café'))).resolves.toEqual({ message: 'café' });
    const named = await upload(Buffer.from('café', 'latin1'), 'text/plain; charset=iso-8859-1');
    expect(named).toEqual({ message: 'café' });
  });

  it('are refused, by their name, where they are in neither', async () => {
    const errors = [{ field: 'message', message: 'expected UTF-8, or another charset in its Content-Type' }];
    await expect(upload(Buffer.from('café', 'latin1'))).resolves.toEqual({ errors });
    await expect(upload(Buffer.from([0xcf, 0xe0]), 'text/plain; charset=windows-1251')).resolves.toEqual({ errors });
  });
});
