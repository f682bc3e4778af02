import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RouterTrouble } from '../src/office/routers/client/router-trouble.js';
import { RouterClientService } from '../src/office/routers/router-client.service.js';
import { RouterSealService } from '../src/office/routers/router-seal.service.js';
import type { Router } from '../src/office/routers/router.js';
import { readConfig } from '../src/platform/config/config.js';
import { Secrets } from '../src/platform/config/secrets.js';
import { type TestCertificate, selfSigned } from './certificate.js';
import { type DoubleOptions, type Mood, PASSWORD, RouterDouble, USERNAME } from './router-double.js';
import { describeWith } from './services/describe-with.js';

const certificate = selfSigned('router');
const fingerprint = printOf(certificate);
const seals = new RouterSealService(new Secrets('j'.repeat(32), 'k'.repeat(32)));
const serviceFor = (ROUTER_NETWORKS: string) => new RouterClientService(seals, readConfig({ ROUTER_NETWORKS }));
const service = serviceFor('127.0.0.1');

let double: RouterDouble;
afterEach(() => double?.stop());

const routerAt = (port: number, fields: Partial<Router> & Pick<Router, 'kind'>): Router => ({
  id: 1,
  name: 'core',
  address: '127.0.0.1',
  port,
  tls: false,
  fingerprint: null,
  authority: null,
  username: USERNAME,
  sealed: seals.seal(1, PASSWORD),
  isDefault: true,
  createdAt: 0,
  updatedAt: 0,
  checkedAt: null,
  lastSeenAt: null,
  version: null,
  board: null,
  uptime: null,
  error: null,
  ...fields,
});

/** What comes of reading the interfaces: rows, or why there are none. */
async function read(fields: Partial<Router> = {}, { patience = 20_000, by = service } = {}) {
  const router = routerAt(double.port, { kind, ...fields });
  try {
    const rows = await by.ask(router, (client) => client.rows('interface', ['name', 'rx-byte', 'comment']), patience);
    return rows.map((row) => Object.fromEntries(row));
  } catch (error) {
    if (error instanceof RouterTrouble) return error;
    throw error;
  }
}
let kind: DoubleOptions['kind'];

describe.each(['api', 'rest'] as const)('a router over %s', (spoken) => {
  beforeEach(async () => {
    kind = spoken;
    double = await RouterDouble.start({ kind });
  });

  it('shows its interfaces, and what it is', async () => {
    expect(await read()).toEqual([
      { name: 'ether1', 'rx-byte': '1024000' },
      { name: 'wlan1', 'rx-byte': '18446744073709551000' },
    ]);
    const [row] = await service.ask(routerAt(double.port, { kind }), (client) =>
      client.rows('system/resource', ['version', 'uptime']),
    );
    expect(row && Object.fromEntries(row)).toEqual({ version: '7.15.3 (stable)', uptime: '1w2d3h4m5s' });
  });

  it.each<[Mood, RegExp]>([
    ['garbage', /^it (speaks otherwise|answers what is no JSON)/],
    ['gone', /^it closed the connection$/],
    ['trap', /^it (refuses that|answers 400): no such command$/],
    ['fatal', /^it (ends the session|answers 500): not logged in at all$/],
    ['endless', /^it answers with more than 5000 rows$/],
  ])('that is %s is told of in words', async (mood, expected) => {
    double.mood = mood;
    const trouble = await read();
    expect(trouble).toMatchObject({ status: 503, reason: expect.stringMatching(expected) });
    expect(trouble).toMatchObject({ message: expect.stringMatching(/^Router core: it /) });
  });

  it('may have a password of any letters', async () => {
    await double.stop();
    double = await RouterDouble.start({ kind, password: 'pä€ss:=1' });
    expect(await read({ sealed: seals.seal(1, 'pä€ss:=1') })).toHaveLength(2);
  });

  it('may have nothing to show', async () => {
    double.mood = 'empty';
    expect(await read()).toEqual([]);
  });

  it('may use long words', async () => {
    double.mood = 'long';
    const rows = (await read()) as Record<string, string>[];
    expect(rows.map(({ comment }) => comment?.length)).toEqual([40_000, 40_000]);
  });

  it('is not waited for longer than was said', async () => {
    double.mood = 'slow';
    expect(await read({}, { patience: 100 })).toMatchObject({ reason: 'it did not answer in time' });
  });

  it('is left when all is said', async () => {
    await read();
    double.mood = 'trap';
    await read();
    // Its end of a connection hears a little later that ours is closed.
    while (double.links > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  it('refuses another password, which is told apart', async () => {
    const reason = /^it refuses the user name or the password/;
    expect(await read({ sealed: seals.seal(1, 'wrong') })).toMatchObject({ reason: expect.stringMatching(reason) });
    expect(await read({ sealed: seals.seal(2, PASSWORD) })).toMatchObject({
      reason: expect.stringMatching(/KEY_SECRET/),
    });
  });

  it('that is not there refuses the connection', async () => {
    const other = await RouterDouble.start({ kind });
    const router = routerAt(other.port, { kind });
    await other.stop();
    await expect(service.ask(router, (client) => client.rows('interface', ['name']))).rejects.toThrow(
      /refuses the connection/,
    );
  });

  it('outside of ROUTER_NETWORKS is not connected to, by an address or a name', async () => {
    const by = serviceFor('10.0.0.0/8');
    expect(await read({}, { by })).toMatchObject({
      reason: '127.0.0.1 is not in the networks that ROUTER_NETWORKS lists',
    });
    expect(await read({ address: 'localhost' }, { by })).toMatchObject({
      reason: 'localhost has no address in the networks that ROUTER_NETWORKS lists',
    });
    expect(await read({ address: 'localhost' })).toHaveLength(2);
    expect(double.asked).toHaveLength(kind === 'api' ? 2 : 1);
  });
});

describe.each(['api', 'rest'] as const)('TLS of a router over %s', (spoken) => {
  beforeEach(async () => {
    kind = spoken;
    double = await RouterDouble.start({ kind, certificate });
  });

  it('takes the certificate that is named, or that its authority signed', async () => {
    expect(await read({ tls: true, fingerprint })).toHaveLength(2);
    expect(await read({ tls: true, authority: certificate.cert })).toHaveLength(2);
  });

  it('says nothing to one that is not trusted, and shows which it was', async () => {
    expect(await read({ tls: true })).toMatchObject({ fingerprint, reason: expect.stringMatching(/not trusted/) });
    expect(await read({ tls: true, authority: selfSigned('other').cert })).toMatchObject({ fingerprint });
    const other = printOf(selfSigned('other'));
    expect(await read({ tls: true, fingerprint: other })).toMatchObject({
      fingerprint,
      reason: expect.stringMatching(/another certificate/),
    });
    expect(double.asked).toEqual([]);
  });

  it('is missed where only one side has it', async () => {
    expect(await read({ tls: false }, { patience: 1000 })).toBeInstanceOf(RouterTrouble);
    await double.stop();
    double = await RouterDouble.start({ kind });
    expect(await read({ tls: true }, { patience: 1000 })).toBeInstanceOf(RouterTrouble);
  });
});

describe('a router from before 6.43', () => {
  beforeEach(async () => {
    kind = 'api';
    double = await RouterDouble.start({ kind, oldSignIn: true });
  });

  it('is answered its challenge', async () => {
    expect(await read()).toHaveLength(2);
    expect(double.asked).toEqual(['/login', '/login', '/interface/print']);
  });

  it('refuses a wrong password', async () => {
    expect(await read({ sealed: seals.seal(1, 'wrong') })).toMatchObject({
      reason: expect.stringMatching(/^it refuses the user name/),
    });
  });
});

describeWith('librouteros', 'the double, as librouteros sees it', () => {
  const PROGRAM = `
import json, sys
from librouteros import connect
from librouteros.login import plain, token
port, method, name, password = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
api = connect(host='127.0.0.1', port=port, username=name, password=password, login_method={'plain': plain, 'token': token}[method], encoding='utf-8', timeout=20)
rows = list(api('/interface/print'))
try:
    list(api('/no/such/print'))
    trap = None
except Exception as error:
    trap = type(error).__name__ + ' ' + str(error)
print(json.dumps({'rows': rows, 'trap': trap}))
`;
  /** Debian's own Python is the one that has it. */
  const ask = async (method: 'plain' | 'token') => {
    const args = ['-c', PROGRAM, String(double.port), method, USERNAME, PASSWORD];
    const { stdout } = await promisify(execFile)('/usr/bin/python3', args, { timeout: 60_000 });
    return JSON.parse(stdout) as { rows: Record<string, unknown>[]; trap: string };
  };

  it.each([
    ['plain', false],
    ['token', true],
  ] as const)('signs in by %s, shows its interfaces and traps', async (method, oldSignIn) => {
    double = await RouterDouble.start({ kind: 'api', oldSignIn });
    const { rows, trap } = await ask(method);
    expect(rows).toMatchObject([
      { name: 'ether1', running: true, disabled: false, 'rx-byte': 1_024_000 },
      { name: 'wlan1', running: false },
    ]);
    expect(trap).toMatch(/no such command/);
  });

  it('has words of any length', async () => {
    double = await RouterDouble.start({ kind: 'api' });
    double.mood = 'long';
    const { rows } = await ask('plain');
    expect(rows.map(({ comment }) => String(comment).length)).toEqual([40_000, 40_000]);
  });
});

function printOf({ cert }: TestCertificate): string {
  return new X509Certificate(cert).fingerprint256.replaceAll(':', '');
}
