import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { Aedes } from 'aedes';
import { selfSigned } from '../certificate.js';
import { Client } from '../client.js';
import { ADMIN, Product } from '../product.js';
import { until } from '../until.js';

describe('an authority of one’s own, in NODE_EXTRA_CA_CERTS', () => {
  let folder: string;
  let broker: Aedes;
  let server: Server;
  let product: Product | undefined;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-authority-'));
    const { cert, key } = selfSigned('own authority');
    writeFileSync(join(folder, 'authority.pem'), cert);
    broker = await Aedes.createBroker();
    server = createServer({ cert, key, noDelay: true }, (stream) => void broker.handle(stream));
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(async () => {
    await product?.dispose();
    server.close();
    await new Promise<void>((resolve) => broker.close(resolve));
    rmSync(folder, { recursive: true });
  });

  it('is trusted by the server, and by the worker that the server starts', async () => {
    const { port } = server.address() as AddressInfo;
    product = await Product.start({
      MQTT_URL: `mqtts://127.0.0.1:${port}`,
      EMBEDDED_WORKER: 'true',
      NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem'),
    });
    const client = new Client(product.url);
    const { body } = await client.post<{ token: string }>('/api/v1/auth/login', {
      identifier: ADMIN.username,
      password: ADMIN.password,
    });
    const admin = client.with({ authorization: `Bearer ${body.token}` });
    const sims = await until(async () => {
      const answer = await admin.get<{ data: SimCard[] }>('/api/v1/sim-cards');
      return answer.body.data.length > 0 && answer.body.data;
    });
    expect(sims.every(({ online }) => online)).toBe(true);
    expect(product.log).not.toContain('not trusted');
  });
});
