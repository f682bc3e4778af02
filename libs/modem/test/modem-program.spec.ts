import { existsSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { encodeSubmits } from '@signalbox/codec/pdu-submit';
import { describeWith } from '../../../server/test/services/describe-with.js';
import { ModemEmulator } from '../src/modem-emulator.js';
import { openPtyPort } from '../src/pty-port.js';
import type { ModemPort } from '../src/tcp-port.js';
import { dial, ModemProcess } from './modem-process.js';
import type { Terminal } from './terminal.js';

let modem: ModemProcess | undefined;
afterEach(() => modem?.end());

const start = (...args: string[]): ModemProcess => (modem = new ModemProcess(...args, '--report-delay', '50'));

/** Dials again until the device is there: one that went away comes back a moment later. */
async function redial(address: string): Promise<Terminal> {
  for (const end = Date.now() + 20_000; ;) {
    try {
      return await dial(address);
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** What both kinds of line must carry. */
async function sendsAndReceives(address: string, program: ModemProcess): Promise<void> {
  const terminal = await dial(address);
  expect(await terminal.command('ATE0')).toContain('OK');
  await terminal.command('AT+CNMI=2,1,0,1');
  expect(await terminal.submit({ text: 'ж'.repeat(100), statusReport: true })).toEqual(['+CMGS: 2', 'OK']);
  const sent = (await program.control('sent', 2)).map((line): unknown => JSON.parse(line));
  expect(sent).toEqual([
    expect.objectContaining({ text: 'ж'.repeat(67), to: '+254712345678', reference: 1 }),
    expect.objectContaining({ text: 'ж'.repeat(33), reference: 2 }),
  ]);
  await terminal.until('two reports', () => terminal.heard.split('+CDS: ').length === 3);
  await program.control('receive +254700000009 Habari yako');
  await terminal.until('the message', () => terminal.heard.includes('+CMTI: "ME",0'));
  terminal.close();
  await terminal.until('the end', () => terminal.isClosed);
}

describe('signalbox-modem', () => {
  it('is a modem on a TCP port', async () => {
    const program = start('--tcp', '0', '--number', '+254712000001', '--imei', '867698040000013');
    const [address = ''] = await program.addresses();
    expect(program.lines[0]).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+ number=\+254712000001 imei=867698040000013 iccid=\d+$/);
    await sendsAndReceives(address, program);
    const again = await dial(address);
    expect(await again.command('AT+CMGR=0')).toContain('OK');
    again.close();
    expect(await program.end()).toBe(0);
  });

  it('is many modems, each on a port of its own', async () => {
    const program = start('--tcp', '0', '--count', '5', '--fault', 'cms-error=50');
    const addresses = await program.addresses(5);
    const terminals = await Promise.all(addresses.map(dial));
    const numbers = await Promise.all(terminals.map((terminal) => terminal.command('AT+CNUM')));
    expect(new Set(numbers.map((lines) => lines.join())).size).toBe(5);
    expect(await terminals[4]?.submit({})).toContain('+CMS ERROR: 50');
    expect(await program.control('5 clear')).toEqual(['ok']);
    expect(await terminals[4]?.submit({})).toContain('OK');
    expect(await program.control('all count', 5)).toEqual(['0', '0', '0', '0', '1']);
    for (const terminal of terminals) terminal.close();
  });

  it('closes the line at a drop, and takes the next', async () => {
    const program = start('--tcp', '0', '--fault', 'drop=after');
    const [address = ''] = await program.addresses();
    const terminal = await dial(address);
    await terminal.submit({}).catch(() => undefined);
    await terminal.until('the end', () => terminal.isClosed);
    expect(await program.control('count')).toEqual(['1']);
    const next = await dial(address);
    expect(await next.submit({})).toContain('OK');
    next.close();
  });

  it('says what is wrong with its command line, and how it is to be', async () => {
    const wrong = start('--tcp', 'x');
    await expect(wrong.addresses()).rejects.toThrow('--tcp: expected 0 to 65535');
    expect(wrong.child.exitCode).toBe(2);
    const help = start('--help');
    await help.until('the help', () => help.output.includes('duplicate-report'));
  });

  it('ends by "quit", and says when its port is taken', async () => {
    const program = start('--tcp', '0');
    const [address = ''] = await program.addresses();
    const second = new ModemProcess('--tcp', new URL(address).port);
    await expect(second.addresses()).rejects.toThrow('EADDRINUSE');
    program.child.stdin?.write('quit\n');
    await expect(program.until('nothing', () => false)).rejects.toThrow('never');
    expect(program.child.exitCode).toBe(0);
  });
});

describeWith('socat', 'signalbox-modem on a pty', () => {
  it('is a modem behind a path, which is gone when it ends', async () => {
    const program = start('--pty');
    const [path = ''] = await program.addresses();
    await sendsAndReceives(path, program);
    await program.end();
    expect(existsSync(path)).toBe(false);
  });

  it('stays when its user comes and goes', async () => {
    const program = start('--pty');
    const [path = ''] = await program.addresses();
    for (let round = 0; round < 5; round++) {
      const terminal = await dial(path);
      expect(await terminal.command('AT')).toContain('OK');
      terminal.close();
      await terminal.until('the end', () => terminal.isClosed);
    }
  });

  it('goes away at a drop, and comes back behind the same path', async () => {
    const program = start('--pty', '--fault', 'drop');
    const [path = ''] = await program.addresses();
    const terminal = await dial(path);
    await terminal.submit({}).catch(() => undefined);
    await terminal.until('the end', () => terminal.isClosed);
    const next = await redial(path);
    expect(await next.submit({})).toContain('OK');
    next.close();
  });

  it('goes away at a drop, though its user goes on typing', async () => {
    const program = start('--pty', '--fault', 'drop');
    const [path = ''] = await program.addresses();
    const terminal = await dial(path);
    const [message] = encodeSubmits({ to: '+254712345678', text: 'Hello', reference: 1 });
    await terminal.command(`AT+CMGS=${message?.tpduLength}`);
    terminal.type(`${message?.pdu}\u001a${'AT\r'.repeat(20_000)}`);
    await terminal.until('the end', () => terminal.isClosed);
  });

  it('is healed by a reopen', async () => {
    const program = start('--pty');
    const [path = ''] = await program.addresses();
    const terminal = await dial(path);
    expect(await terminal.command('AT')).toContain('OK');
    await program.control('fault silence=reopen');
    terminal.type('AT\r');
    await new Promise((resolve) => setTimeout(resolve, 100));
    terminal.close();
    await terminal.until('the end', () => terminal.isClosed);
    let faults: string[] = [];
    for (let count = 0; count < 200 && faults[0] !== 'none'; count++) {
      faults = await program.control('faults');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(faults).toEqual(['none']);
    const next = await redial(path);
    expect(await next.command('AT')).toContain('OK');
    next.close();
  });
});

describe('a pty by script of util-linux', () => {
  const emulator = new ModemEmulator();
  let port: ModemPort | undefined;
  beforeAll(async () => {
    port = await openPtyPort(emulator, 'script');
  });

  it('carries commands, and goes with its modem', async () => {
    const path = port?.address ?? '';
    const terminal = await dial(path);
    expect(await terminal.command('ATI')).toEqual(['ATI', 'Quectel', 'EC25', 'Revision: EC25EFAR06A06M4G', 'OK']);
    expect(await terminal.submit({ text: 'By script' })).toContain('OK');
    expect(emulator.sent).toEqual([expect.objectContaining({ text: 'By script' })]);
    terminal.close();
    emulator.close();
    await port?.close();
    expect(existsSync(path)).toBe(false);
  });
});
