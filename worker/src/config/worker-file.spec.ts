import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readWorkerFile, WorkerFileError } from './worker-file.js';

const SECRET = 'sesame-open';
const smpp = (fields: object = {}) => ({
  driver: 'smpp',
  key: 'smpp:main',
  settings: { host: 'smsc.example', system_id: 'me' },
  secrets: { password: 'sesame' },
  ...fields,
});
const advanta = (fields: object = {}) => ({
  driver: 'http',
  key: 'http:advanta',
  settings: { profile: 'advanta', partner_id: '17' },
  secrets: { api_key: SECRET },
  ...fields,
});

const ports = (count: number): string[] => Array.from({ length: count }, (_, index) => `/dev/ttyUSB${index}`);

describe('the configuration file of a worker', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-file-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const file = () => join(folder, 'worker.json');
  function read(content: object | string, env: Record<string, string> = {}) {
    writeFileSync(file(), typeof content === 'string' ? content : JSON.stringify(content));
    return readWorkerFile(file(), env);
  }
  /** The lines of the complaint, without the file's name. */
  function complaint(content: object | string, env: Record<string, string> = {}): string[] {
    try {
      read(content, env);
    } catch (error) {
      if (!(error instanceof WorkerFileError)) throw error;
      expect(error.message).not.toMatch(/sesame/);
      return error.message.split('\n').map((line) => line.replace(`${file()}: `, ''));
    }
    return [];
  }

  it('may be absent, or empty: then there is neither modem nor account', () => {
    const nothing = { gsm: { ports: [], scan: false, baud_rate: 115_200, sims: {} }, providers: [] };
    expect(readWorkerFile(undefined, {})).toEqual(nothing);
    expect(read({})).toEqual(nothing);
    expect(read('\uFEFF{}')).toEqual(nothing);
  });

  it('may hold an expression that cannot be used: no start is stopped by that', () => {
    const settings = { profile: 'generic', url: 'https://a.example/', answer: { id: '/(?=a)(b)/' } };
    const sims = { default: { balance: { code: '*144#', expression: '(a' } } };
    const content = { gsm: { sims }, providers: [{ driver: 'http', key: 'http:own', settings }] };
    expect(read(content).providers).toHaveLength(1);
  });

  it('names modems and accounts', () => {
    const { gsm, providers } = read({
      gsm: { ports: ['/dev/ttyUSB0', 'tcp://10.0.0.9:7001'], sims: { default: { pin: '1234' } } },
      providers: [smpp(), advanta()],
    });
    expect(gsm.ports).toHaveLength(2);
    expect(providers.map(({ key }) => key)).toEqual(['smpp:main', 'http:advanta']);
  });

  it('takes a text that is a placeholder from the environment, at any depth', () => {
    const { providers } = read(
      { providers: [advanta({ secrets: { api_key: '${ADVANTA_KEY}' } })] },
      { ADVANTA_KEY: SECRET },
    );
    expect(providers[0]?.secrets).toEqual({ api_key: SECRET });
  });

  it.each([
    ['a variable that is not set', '${ADVANTA_KEY}', 'expected the environment variable ADVANTA_KEY to be set'],
    ['a placeholder inside a text', 'sesame ${ADVANTA_KEY}', 'expected ${NAME}, in capitals, as the whole text'],
    ['a placeholder in small letters', '${advanta}', 'expected ${NAME}, in capitals, as the whole text'],
  ])('refuses %s, with its place', (_, text, expected) => {
    const lines = complaint({ providers: [advanta({ secrets: { api_key: text } })] });
    expect(lines).toEqual([`providers.0.secrets.api_key: ${expected}`]);
  });

  it.each<[string, object, string]>([
    ['one port twice', { gsm: { ports: ['/dev/ttyUSB0', '/dev/ttyUSB0'] } }, 'gsm.ports.1: expected each port once'],
    [
      'one serial server twice, in other letters',
      { gsm: { ports: ['tcp://Rack:7001', 'tcp://rack:7001'] } },
      'gsm.ports.1: expected each port once',
    ],
    [
      'a TCP port that there is not',
      { gsm: { ports: ['tcp://rack:70001'] } },
      'gsm.ports.0: expected a TCP port from 1 to 65535',
    ],
    ['a port that is none', { gsm: { ports: ['ttyUSB0 sesame'] } }, 'gsm.ports.0: expected a device file'],
    ['one key twice', { providers: [smpp(), smpp()] }, 'providers.1.key: expected a key of its own'],
    ["another driver's key", { providers: [smpp({ key: 'http:main' })] }, 'providers.0.key: expected smpp: and a name'],
    ['a key without a driver', { providers: [smpp({ key: 'main' })] }, 'providers.0.key: expected smpp: or http:'],
    [
      'a key that only the server gives',
      { providers: [smpp({ key: 'smpp:api-main' })] },
      'providers.0.key: expected a name that does not begin with api-, which the server gives',
    ],
    ['a driver that there is not', { providers: [smpp({ driver: 'pigeon' })] }, 'providers.0.driver: '],
    [
      'an account without its secret',
      { providers: [advanta({ secrets: {} })] },
      'providers.0.secrets.api_key: expected to be set',
    ],
    ['a field that there is not', { gsm: { port: '/dev/ttyUSB0' } }, 'gsm: expected no such field: port'],
    ['a section that there is not', { modems: [] }, 'expected no such field: modems'],
    ['a number for a text', { providers: [smpp({ secrets: { password: 7 } })] }, 'providers.0.secrets.password: '],
    ['a text for a number', { gsm: { baud_rate: 'sesame' } }, 'gsm.baud_rate: '],
    ['a list for an object', [], 'expected object, got array'],
    ['a password that SMPP cannot carry', { providers: [smpp({ secrets: { password: SECRET } })] }, 'at most 9'],
    ['more modems than a worker holds', { gsm: { ports: ports(65) } }, 'gsm.ports: expected at most 64 ports'],
  ])('refuses %s, with its place and what was expected', (_, content, expected) => {
    const lines = complaint(content);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(expected);
  });

  it('refuses one device under two names', () => {
    const [device, link] = [join(folder, 'ttyUSB0'), join(folder, 'modem-1')];
    writeFileSync(device, '');
    symlinkSync(device, link);
    expect(complaint({ gsm: { ports: [device, link] } })).toEqual(['gsm.ports.1: expected each port once']);
  });

  it('names every wrong field at once', () => {
    expect(complaint({ gsm: { scan: 1, baud_rate: 1 }, providers: {} })).toHaveLength(3);
  });

  it.each([
    ['nothing', '', 'expected JSON'],
    ['half an object', '{"gsm":\n{"pin": "sesame"', 'expected JSON; see line 2'],
    ['another language', 'api_key: sesame', 'expected JSON'],
  ])('that holds %s is refused without being quoted', (_, text, expected) => {
    expect(complaint(text)).toEqual([expect.stringContaining(expected)]);
  });

  it('that cannot be read is refused by the name of its variable', () => {
    expect(() => readWorkerFile(join(folder, 'none.json'), {})).toThrow(/^WORKER_CONFIG: cannot read .*: ENOENT$/);
    expect(() => readWorkerFile(folder, {})).toThrow(/^WORKER_CONFIG: cannot read .*: EISDIR$/);
  });
});
