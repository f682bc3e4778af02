import { afterEach, describe, expect, it } from '@jest/globals';
import { Terminal } from '../test/terminal.js';
import { ModemEmulator } from './modem-emulator.js';
import type { VendorName } from './modem-options.js';

let modem = new ModemEmulator();
afterEach(() => modem.close());

/** The same numbers at every run, so that a failure can be repeated. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const NAMES =
  'AT E Z &F I V H +CHUP +CLCC +CMEE +CSCS +CGMI +CGSN +CCLK +CPIN +CPINR +CLCK +CIMI +CNUM +CCID ^ICCID ^CPIN +CREG +CGREG ' +
  '+COPS +CFUN +CSQ +CUSD +CMGF +CSMS +CSMP +CSCA +CSDH +CNMI +CPMS +CMGL +CMGR +CMGD +CNMA +CMGS +CMGW +CMSS +NONE';
const VALUES =
  '0 1 2 3 4 7 -1 99 999 23 "ME" "SR" "ALL" "UCS2" "IRA" "+254712345678" "*144#" "*111#" x "" 9999999999 " ;'.split(
    ' ',
  );
const TEXTS = [
  '0011000B916407281553F80000AA0AE8329BFD4697D9EC37\x1a',
  '0021000B916407281553F800000AE8329BFD4697D9EC37\x1a',
  '00210000910000010000\x1a',
  'Hello\x1a',
  '041F0440\x1a',
  '\x1b',
  '\x1a',
  '\b\b\b',
];

describe('a modem', () => {
  it.each<VendorName>(['quectel', 'huawei'])(
    'of %s takes whatever is typed, and answers afterwards',
    async (vendor) => {
      const random = seeded(27007);
      const pick = (from: readonly string[]): string => from[random(from.length)] ?? '';
      const names = NAMES.split(' ');
      modem = new ModemEmulator({ vendor, reportDelayMs: 1, rebootMs: 1, acknowledgeMs: 2 });
      const terminal = Terminal.on(modem);
      for (let round = 0; round < 6_000; round++) {
        const values = Array.from({ length: random(5) }, () => pick(VALUES)).join(',');
        const command = `AT${pick(names)}${pick(['', '?', '=?', '=', '='])}${values}\r`;
        const noise = String.fromCharCode(...Array.from({ length: random(9) }, () => random(256)));
        terminal.type([command, command, pick(TEXTS), noise][random(4)] ?? '');
        if (round % 50 === 0) modem.receive('+254700000009', 'Habari '.repeat(random(40)));
        if (round % 100 === 0) modem.receivePdu(noise);
        if (round % 200 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      await terminal.until('a restart, if there was one, to be over', () => {
        terminal.type('\x1b\rATE0;+CMEE=0;+CGMM\r');
        return terminal.heard.endsWith(`\r\n${vendor === 'quectel' ? 'EC25' : 'E3372'}\r\n\r\nOK\r\n`);
      });
    },
  );

  it('takes back what was rubbed out, and says nothing to a line that is no command', async () => {
    modem = new ModemEmulator();
    const terminal = Terminal.on(modem);
    expect(await terminal.command('AT+CGMX\bI')).toContain('Quectel');
    terminal.type('hello\r\r\n  \r');
    expect(await terminal.command('ATE0')).toEqual(['hello', '  ', 'ATE0', 'OK']);
  });

  it('forgets a message that was begun when another terminal comes', async () => {
    modem = new ModemEmulator();
    const first = Terminal.on(modem);
    await first.command('AT+CMGS=23');
    const second = Terminal.on(modem);
    await first.until('the end', () => first.isClosed);
    expect(await second.command('AT')).toEqual(['AT', 'OK']);
  });

  it('leaves the message alone that ESC cancels', async () => {
    modem = new ModemEmulator();
    const terminal = Terminal.on(modem);
    await terminal.command('AT+CMGS=23');
    terminal.type('0011\x1b');
    expect(await terminal.answer('ESC')).toContain('OK');
    expect(modem.sentCount).toBe(0);
  });
});
