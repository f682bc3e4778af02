import { afterEach, describe, expect, it } from '@jest/globals';
import { Terminal } from '../test/terminal.js';
import { FAULTS, type FaultName, Faults } from './faults.js';
import { ModemEmulator } from './modem-emulator.js';

let modem = new ModemEmulator();
afterEach(() => modem.close());

function start(fault?: string, times?: number): Terminal {
  modem = new ModemEmulator({ reportDelayMs: 10, rebootMs: 10 });
  if (fault !== undefined) modem.setFault(fault, times);
  return Terminal.on(modem);
}
const SINGLE = '0011000B916407281553F80000AA0AE8329BFD4697D9EC37';

describe('a modem with a fault', () => {
  it('garbage: says random bytes on lines of their own, and answers all the same', async () => {
    const terminal = start('garbage');
    await terminal.command('ATE0');
    const answers: string[] = [];
    for (let round = 0; round < 20; round++) answers.push(...(await terminal.command('AT+CGSN')));
    expect(answers.filter((line) => line === modem.options.imei)).toHaveLength(20);
    expect(answers.filter((line) => line === 'OK')).toHaveLength(20);
    expect(answers.length).toBeGreaterThan(60);
  });

  it('split-lines: says everything in pieces of at most three bytes', async () => {
    const terminal = start('split-lines');
    await terminal.command('AT');
    terminal.pieces.length = 0;
    expect(await terminal.command('AT+CGMI')).toEqual(['AT+CGMI', 'Quectel', 'OK']);
    expect(terminal.pieces.length).toBeGreaterThan(8);
    for (const piece of terminal.pieces) expect(piece.length).toBeLessThanOrEqual(3);
  });

  it('echo: answers ATE0, and echoes all the same', async () => {
    const terminal = start('echo');
    expect(await terminal.command('ATE0')).toEqual(['ATE0', 'OK']);
    expect(await terminal.command('AT')).toEqual(['AT', 'OK']);
    modem.clearFault('echo');
    expect(await terminal.command('AT')).toEqual(['OK']);
  });

  it('unsolicited: says lines of its own before and after the information', async () => {
    const terminal = start('unsolicited');
    await terminal.command('ATE0');
    const answer = await terminal.command('AT+CGMI');
    expect(answer).toHaveLength(4);
    expect(answer[1]).toBe('Quectel');
    for (const line of [answer[0], answer[2]]) expect(line).toMatch(/^\+(QIND|CGEV)/);
  });

  it('late-prompt: asks later, and takes what was typed meanwhile for the text', async () => {
    const terminal = start('late-prompt=300');
    const began = Date.now();
    terminal.type(`ATE0;+CMGS=23\r${SINGLE}\x1a`);
    await terminal.until('the answer', () => terminal.heard.includes('+CMGS: 1'));
    expect(Date.now() - began).toBeGreaterThanOrEqual(290);
    expect(modem.sent).toHaveLength(1);
  });

  it('full-storage: keeps what comes in at the network until there is room', async () => {
    const terminal = start('full-storage');
    await terminal.command('ATE0;+CNMI=2,1');
    modem.receive('+254700000009', 'Hi');
    await terminal.until('the warning', () => terminal.lines().includes('+QIND: "smsfull","ME"'));
    expect(await terminal.command('AT+CPMS?')).toContain('+CPMS: "ME",100,100,"ME",100,100,"ME",100,100');
    await terminal.command('AT+CMGW=23');
    terminal.type(`${SINGLE}\x1a`);
    expect(await terminal.answer('CMGW')).toEqual(['+CMS ERROR: 322']);
    expect(modem.waitingCount).toBe(1);
    modem.clearFault('full-storage');
    await terminal.until('the message', () => terminal.lines().includes('+CMTI: "ME",0'));
  });

  it('cms-error: refuses as often as it is told to, and the network has nothing of it', async () => {
    const terminal = start('cms-error=21', 2);
    await terminal.command('ATE0');
    const answers = [];
    for (let round = 0; round < 3; round++) answers.push(await terminal.submit({}));
    expect(answers).toEqual([['+CMS ERROR: 21'], ['+CMS ERROR: 21'], ['+CMGS: 1', 'OK']]);
    expect(modem.sent).toHaveLength(1);
  });

  it.each([
    ['escape', '\x1b', ['AT', 'OK']],
    ['reset', 'AT+CFUN=1,1\r', ['RDY', '+CFUN: 1', '+CPIN: READY', '+QUSIM: 1', 'SMS DONE']],
  ])('silence=%s: says nothing until that', async (level, cure, after) => {
    const terminal = start(`silence=${level}`);
    terminal.type('AT\r');
    if (level === 'reset') terminal.type('\x1b');
    modem.receive('+254700000009', 'Hi');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(terminal.heard).toBe('');
    terminal.type(cure);
    if (level === 'escape') terminal.type('AT\r');
    const heard: string[] = [];
    await terminal.until('a sign of life', () => heard.push(...terminal.lines()) >= after.length);
    expect(heard).toEqual(after);
    expect(modem.faults.list()).toEqual([]);
  });

  it('silence=reopen: neither escape nor reset helps, another connection does', async () => {
    const terminal = start('silence=reopen');
    terminal.type('\x1b\rAT+CFUN=1,1\rAT\r');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(terminal.heard).toBe('');
    expect(await Terminal.on(modem).command('AT')).toEqual(['AT', 'OK']);
    modem.hang('never');
    const last = Terminal.on(modem);
    last.type('\x1b\rAT+CFUN=1,1\rAT\r');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(modem.faults.list()).toEqual(['silence=never']);
    expect(last.heard).toBe('');
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ])('drop=%s: closes the line in the middle of a message, once', async (when, taken) => {
    const terminal = start(`drop=${when}`);
    await terminal.command('AT+CMGS=23');
    terminal.type(`${SINGLE}\x1a`);
    await terminal.until('the end', () => terminal.isClosed);
    expect(modem.sentCount).toBe(taken);
    expect(modem.isAttached).toBe(false);
    expect(await Terminal.on(modem).submit({})).toContain('OK');
    expect(modem.sentCount).toBe(taken + 1);
  });

  it.each([
    ['no-report', []],
    ['duplicate-report', ['+254712345678', '+254712345678']],
    ['foreign-report', ['+254799999999', '+254712345678']],
  ])('%s: tells what did not happen so', async (fault, recipients) => {
    const terminal = start(fault);
    await terminal.command('AT+CNMI=2,1,0,1');
    await terminal.submit({ statusReport: true });
    await terminal.until('reports', () => modem.reports.length === recipients.length);
    expect(modem.reports.map(({ to }) => to)).toEqual(recipients);
    modem.clearFault();
    await terminal.submit({ statusReport: true });
    await terminal.until('a report', () => modem.reports.length === recipients.length + 1);
  });
});

describe('the names of faults', () => {
  it('are all known, and take only their own values', () => {
    const faults = new Faults();
    for (const name of Object.keys(FAULTS)) faults.set(name);
    expect(faults.list()).toHaveLength(Object.keys(FAULTS).length);
    expect(faults.value('silence')).toBe('reset');
    expect(faults.value('cms-error')).toBe('38');
    for (const wrong of ['', 'none', 'echo=1', 'cms-error=x', 'silence=soon', 'drop=never', 'late-prompt=-1']) {
      expect(() => faults.set(wrong)).toThrow(RangeError);
    }
  });

  it('end after so many strikes', () => {
    const faults = new Faults();
    faults.set('echo', 2);
    const strikes = [1, 2, 3].map(() => faults.strike('echo' satisfies FaultName));
    expect(strikes).toEqual(['', '', undefined]);
  });
});
