import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWith } from '../../../server/test/services/describe-with.js';
import type { SentMessage } from '../src/submissions.js';
import { ModemProcess } from './modem-process.js';

const run = promisify(execFile);
const LONG = 'A text of several parts, with {brackets} and a price of 12 € in it. '.repeat(5);
/** Gammu takes seconds to begin, so it does all of it in one go. */
const BATCH = [
  'identify',
  'networkinfo',
  'getsmsc',
  'sendsms TEXT +254712345678 -text "Hello from {Gammu}"',
  'sendsms TEXT +254712345679 -unicode -report -text Привет',
  `sendsms TEXT +254712345678 -len 2000 -text "${LONG}"`,
  'getallsms',
  'deleteallsms 3',
  'getallsms',
  'getussd *144#',
];

/** What Gammu calls each; it wants USSD packed from a Huawei. */
const MAKES = [
  { make: 'Quectel', model: 'EC25', options: [] },
  { make: 'Huawei', model: 'E3372', options: ['--vendor', 'huawei', '--ussd-packed'] },
];

/** Gammu drives many phones and modems: what it takes for a modem is one. */
describeWith('gammu', 'Gammu and signalbox-modem on a pty', () => {
  describe.each(MAKES)('as a $make', suite);
});

function suite({ make, model, options }: (typeof MAKES)[number]): void {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-gammu-'));
  let modem: ModemProcess;
  let answers: string[] = [];
  let sent: SentMessage[] = [];

  beforeAll(async () => {
    const given = ['--pty', '--imei', '867698040000021', '--report-delay', '10', '--operator', 'Safaricom'];
    modem = new ModemProcess(...given, ...options);
    const [path] = await modem.addresses();
    await modem.control('receive +254700000009 Habari {rafiki}, 5 €');
    await modem.control(`receive Network ${'ж'.repeat(100)}`);
    writeFileSync(join(folder, 'rc'), `[gammu]\ndevice = ${path}\nconnection = at115200\n`);
    writeFileSync(join(folder, 'batch'), BATCH.join('\n'));
    const { stdout } = await run('gammu', ['-c', join(folder, 'rc'), 'batch', join(folder, 'batch')], {
      env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    });
    answers = stdout.split(/^Executing batch.*$/m).slice(1);
    const [count = ''] = await modem.control('count');
    const lines = await modem.control('sent', Number(count));
    sent = lines.map((line) => JSON.parse(line) as SentMessage);
  });
  afterAll(async () => {
    await modem.end();
    rmSync(folder, { recursive: true });
  });

  it('identifies it, its SIM and its network', () => {
    const [identity, network, centre] = answers;
    for (const found of [make, model, '867698040000021', '639020000000001']) expect(identity).toContain(found);
    for (const found of ['home network', '639 02', 'Safaricom']) expect(network).toContain(found);
    expect(centre).toContain('+254722500029');
  });

  it('sends a message of one part, in the 7 bit alphabet and in UCS-2', () => {
    expect(sent.slice(0, 2)).toEqual([
      expect.objectContaining({ to: '+254712345678', text: 'Hello from {Gammu}', alphabet: 'gsm7' }),
      expect.objectContaining({ to: '+254712345679', text: 'Привет', alphabet: 'ucs2', statusReport: true }),
    ]);
    expect(answers[3]).toContain('OK, message reference=1');
  });

  it('sends a message of several parts', () => {
    const parts = sent.slice(2);
    expect(parts.map(({ concatenation }) => concatenation?.sequence)).toEqual([1, 2, 3]);
    expect(parts.map(({ text }) => text).join('')).toBe(LONG);
  });

  it('reads what came in, also of several parts', () => {
    for (const found of ['Habari {rafiki}, 5 €', '"+254700000009"', '"Network"', 'part 1 of 2', 'ж'.repeat(67)]) {
      expect(answers[6]).toContain(found);
    }
  });

  it('deletes what it read', () => {
    expect(answers[8]).toContain('0 SMS parts');
    expect(answers[8]).not.toContain('Habari');
  });

  it('asks for the balance', () => {
    expect(answers[9]).toContain('Your balance is KES 123.45');
  });
}
