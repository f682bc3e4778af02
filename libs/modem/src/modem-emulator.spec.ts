import { decodeDeliver } from '@signalbox/codec/pdu-deliver';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Terminal } from '../test/terminal.js';
import { ModemEmulator } from './modem-emulator.js';
import { type ModemOptions, modemOptions } from './modem-options.js';

let modem = new ModemEmulator();
afterEach(() => modem.close());

async function start(options: Partial<ModemOptions> = {}, setting = 'AT'): Promise<Terminal> {
  modem = new ModemEmulator({ reportDelayMs: 5, rebootMs: 5, ...options });
  const terminal = Terminal.on(modem);
  await terminal.command('ATE0');
  await terminal.command(setting);
  return terminal;
}

describe('sending', () => {
  it('remembers each part as the network had it', async () => {
    const terminal = await start();
    const text = 'x'.repeat(200);
    await terminal.submit({ text, statusReport: true, validitySeconds: 3600, reference: 9 });
    await terminal.submit({ text: 'ж', flash: true, to: '22141', smsc: '+254733000000' });
    expect(
      modem.sent
        .slice(0, 2)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
    expect(modem.sent[0]).toMatchObject({
      reference: 1,
      to: '+254712345678',
      statusReport: true,
      validitySeconds: 3600,
      concatenation: { reference: 9, total: 2, sequence: 1 },
    });
    expect(modem.sent[2]).toMatchObject({
      reference: 3,
      to: '22141',
      flash: true,
      alphabet: 'ucs2',
      smsc: '+254733000000',
    });
  });

  it('counts its references from 255 to 0', async () => {
    const terminal = await start();
    for (let count = 0; count < 256; count++) await terminal.submit({});
    expect(modem.sent.slice(-2).map(({ reference }) => reference)).toEqual([255, 0]);
  });

  it('refuses the numbers it is told to refuse', async () => {
    const terminal = await start();
    modem.refuse('+254712345678', 500);
    expect(await terminal.submit({})).toEqual(['+CMS ERROR: 500']);
    expect(await terminal.submit({ to: '+254712345679' })).toContain('OK');
    modem.refuse('+254712345678', null);
    expect(await terminal.submit({})).toContain('OK');
  });

  it('reports as scripted: to one recipient, to all, several times', async () => {
    const terminal = await start({}, 'AT+CNMI=2,1,0,1');
    modem.setReportStatus([0x20, 0x00]);
    modem.setReportStatus(0x46, '+254711111111');
    await terminal.submit({ statusReport: true });
    await terminal.submit({ statusReport: true, to: '+254711111111' });
    await terminal.until('three reports', () => modem.reports.length === 3);
    const of = (to: string) => modem.reports.filter((report) => report.to === to).map(({ status }) => status);
    expect(of('+254712345678')).toEqual([0x20, 0x00]);
    expect(of('+254711111111')).toEqual([0x46]);
  });

  it('answers after its latency', async () => {
    const terminal = await start({ latencyMs: 60 });
    const began = performance.now();
    await terminal.command('AT');
    expect(performance.now() - began).toBeGreaterThanOrEqual(55);
  });

  it('answers commands typed all at once one after another', async () => {
    const terminal = await start({ latencyMs: 5 });
    terminal.type('AT+CGMI\rAT+CGMM\r\nAT+CGSN\r');
    const lines: string[] = [];
    await terminal.until('all answers', () => lines.push(...terminal.lines()) >= 6);
    expect(lines).toEqual(['Quectel', 'OK', 'EC25', 'OK', modem.options.imei, 'OK']);
  });
});

describe('receiving', () => {
  const arrivals = async (terminal: Terminal, count: number): Promise<string[]> => {
    const lines: string[] = [];
    await terminal.until(`${count} lines`, () => lines.push(...terminal.lines()) >= count);
    return lines;
  };

  it.each([
    ['2,0,0,0', '', 1],
    ['2,1,0,0', '+CMTI: "ME",0', 1],
    ['2,2,0,0', '+CMT: ,', 0],
    ['2,3,0,0', '+CMTI: "ME",0', 1],
  ])('AT+CNMI=%s brings a message by %j', async (cnmi, line, stored) => {
    const terminal = await start({}, `AT+CNMI=${cnmi}`);
    modem.receive('+254700000009', 'Habari');
    expect(modem.stored()).toHaveLength(stored);
    if (line !== '') expect((await arrivals(terminal, stored ? 1 : 2))[0]).toContain(line);
    await terminal.command('AT');
    expect(terminal.heard).toContain(line);
  });

  it.each([
    ['2,1,0,0', '', 0, 'ME'],
    ['2,1,0,1', '+CDS: ', 0, 'ME'],
    ['2,1,0,2', '+CDSI: "ME",0', 1, 'ME'],
    ['2,1,0,2', '+CDSI: "SR",1', 1, 'SR'],
  ])('AT+CNMI=%s brings a report by %j', async (cnmi, line, stored, memory) => {
    const reportMemory = memory === 'SR' ? 'SR' : 'with messages';
    const terminal = await start({ reportMemory }, `AT+CNMI=${cnmi}`);
    await terminal.submit({ statusReport: true });
    await terminal.until('the report', () => modem.reports.length === 1 && terminal.heard.includes(line));
    expect(modem.stored(memory)).toHaveLength(stored);
  });

  it('keeps indications in mode 0 until another mode is set', async () => {
    const terminal = await start({}, 'AT+CNMI=0,1');
    modem.receive('+254700000009', 'Habari');
    expect(await terminal.command('AT')).toEqual(['OK']);
    expect(await terminal.command('AT+CNMI=2,1')).toEqual(['OK']);
    expect(await arrivals(terminal, 1)).toEqual(['+CMTI: "ME",0']);
  });

  it('waits with unsolicited lines for the end of an answer', async () => {
    const terminal = await start({}, 'AT+CNMI=2,1');
    await terminal.command('AT+CMGS=23');
    modem.receive('+254700000009', 'Habari');
    terminal.type('0011000B916407281553F80000AA0AE8329BFD4697D9EC37\x1a');
    expect(await arrivals(terminal, 3)).toEqual(['+CMGS: 1', 'OK', '+CMTI: "ME",0']);
  });

  it('gives every part of a long message, or those that are asked for', async () => {
    const terminal = await start({}, 'AT+CNMI=2,1');
    modem.receive('Network', 'ж'.repeat(200), { referenceBits: 16, reference: 0x1234 });
    modem.receive('Network', 'ж'.repeat(200), { parts: [3, 1] });
    await arrivals(terminal, 6);
    const parts = modem.stored().map(({ pdu }) => decodeDeliver(pdu));
    expect(
      parts
        .slice(0, 4)
        .map(({ text }) => text)
        .join(''),
    ).toBe('ж'.repeat(200));
    expect(parts[0]?.concatenation).toEqual({ reference: 0x1234, referenceBits: 16, total: 4, sequence: 1 });
    expect(parts.slice(4).map(({ concatenation }) => concatenation?.sequence)).toEqual([3, 1]);
  });

  it('gives the place of a deleted message to one that waited', async () => {
    const terminal = await start({ capacity: { ME: 2, SM: 2, SR: 2 } }, 'AT+CNMI=2,1');
    for (const text of ['a', 'b', 'c']) modem.receive('+254700000009', text);
    expect(await arrivals(terminal, 3)).toEqual(['+CMTI: "ME",0', '+CMTI: "ME",1', '+QIND: "smsfull","ME"']);
    await terminal.command('AT+CMGD=0');
    expect(await arrivals(terminal, 1)).toEqual(['+CMTI: "ME",0']);
    expect(modem.stored().map(({ pdu }) => decodeDeliver(pdu).text)).toEqual(['c', 'b']);
  });

  it('stores what it would show when nobody is on the line', async () => {
    const terminal = await start({}, 'AT+CNMI=2,2,0,1');
    terminal.close();
    await terminal.until('the end', () => !modem.isAttached);
    modem.receive('+254700000009', 'Habari');
    expect(modem.stored()).toHaveLength(1);
  });

  it('shows nonsense as it came', async () => {
    const terminal = await start({}, 'AT+CNMI=2,2,0,0');
    modem.receivePdu('FFEE');
    expect(await arrivals(terminal, 2)).toEqual(['+CMT: ,0', 'FFEE']);
  });

  it('rings until it is hung up', async () => {
    const terminal = await start();
    modem.ring('+254700000009');
    expect(await arrivals(terminal, 1)).toEqual(['RING']);
    expect(await terminal.command('AT+CLCC')).toEqual(['+CLCC: 1,1,4,0,0,"+254700000009",145', 'OK']);
    await terminal.command('AT+CHUP');
    expect(await terminal.command('AT+CLCC')).toEqual(['OK']);
  });
});

describe('acknowledging with AT+CSMS=1', () => {
  it('gives the next message when the last was acknowledged', async () => {
    const terminal = await start({}, 'AT+CSMS=1;+CNMI=2,2');
    modem.receive('+254700000009', 'first');
    modem.receive('+254700000009', 'second');
    expect(modem.waitingCount).toBe(1);
    expect(await terminal.command('AT+CNMA')).toContain('OK');
    await terminal.until('the second', () => modem.waitingCount === 0);
    expect(await terminal.command('AT+CNMA=0')).toContain('OK');
    expect(await terminal.command('AT+CNMA')).toContain('+CMS ERROR: 340');
  });

  it('stores a message that nobody acknowledges, and shows no more', async () => {
    const terminal = await start({ acknowledgeMs: 20 }, 'AT+CSMS=1;+CNMI=2,2,0,1');
    modem.receive('+254700000009', 'first');
    await terminal.until('it is stored', () => modem.stored().length === 1);
    expect(await terminal.command('AT+CNMI?')).toContain('+CNMI: 2,0,0,0,0');
  });
});

describe('a restart', () => {
  it('forgets what was set, keeps what is stored, and is silent meanwhile', async () => {
    const terminal = await start({ rebootMs: 50 }, 'AT+CMEE=1;+CNMI=2,1');
    modem.receive('+254700000009', 'Habari');
    terminal.type('AT+CFUN=1,1\rAT\r');
    await terminal.until('the end of the restart', () => terminal.heard.includes('SMS DONE'));
    terminal.lines();
    expect(await terminal.command('AT+CNMI?')).toEqual(['AT+CNMI?', '+CNMI: 0,0,0,0,0', 'OK']);
    expect(modem.stored()).toHaveLength(1);
  });
});

describe('many modems', () => {
  it('each have their own numbers, with right check digits', () => {
    const all = Array.from({ length: 64 }, (_, index) => modemOptions({ number: '+254799999990' }, index));
    for (const key of ['number', 'imei', 'imsi', 'iccid'] as const) {
      const values = all.map((options) => options[key]);
      expect(new Set(values).size).toBe(64);
      expect(new Set(values.map((value) => value.length)).size).toBe(1);
    }
    const luhn = (digits: string): number =>
      [...digits].reverse().reduce((sum, digit, index) => {
        const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
        return sum + (value > 9 ? value - 9 : value);
      }, 0) % 10;
    for (const { imei, iccid } of all) expect([luhn(imei), luhn(iccid)]).toEqual([0, 0]);
  });
});
