import { describe, expect, it } from '@jest/globals';
import { parseConcatenationHeader } from '@signalbox/codec/concatenation';
import { decodeShifted, shiftIn } from '@signalbox/codec/national-shift';
import { segmentsOf } from '@signalbox/codec/segments';
import type { Job } from '@signalbox/contracts/bus';
import { ProviderChannel, type SmppChannel } from '@signalbox/contracts/providers';
import smpp, { type Pdu } from 'smpp';
import { COMMAND, frameOf } from './pdu.js';
import { destinationOf, sourceOf, submissionsOf, validityOf } from './submission.js';

const NOW = 1_800_000_000_000;

function account(settings: object = {}, sender: string | null = null): SmppChannel {
  const given = { driver: 'smpp', key: 'smpp:a', sender, settings: { host: 'h', system_id: 's', ...settings } };
  return ProviderChannel.parse(given) as SmppChannel;
}
const jobOf = (text: string, over: Partial<Job> = {}): Job => {
  const { encoding, segments } = segmentsOf(text);
  const id = '00000000-0000-4000-8000-000000000000';
  return {
    id,
    attempt: 1,
    channel: 'smpp:a',
    to: '+254712345678',
    text,
    encoding,
    segments,
    expires_at: null,
    ...over,
  };
};
const bodiesOf = (job: Job, settings: object = {}) => submissionsOf(job, account(settings), 0x1234, NOW);
/** As the package reads them; its text of GSM septets is its own business. */
const readOf = (job: Job, settings: object = {}): Pdu[] =>
  bodiesOf(job, settings).map((body) => new smpp.PDU(frameOf(COMMAND.submit_sm, 0, 1, body)));
/** The fields behind the addresses, and the octets. */
const submitted = (body: Buffer) => {
  const at = body.indexOf(0, body.indexOf('254712345678')) + 1;
  // esm_class, six fields without a value or of an octet, data_coding, sm_default_msg_id, sm_length.
  const userData = body.subarray(at + 10, at + 10 + (body[at + 9] ?? 0));
  return { esmClass: body[at], dataCoding: body[at + 7], userData };
};
/** The end of the body, from data_coding on: data_coding, sm_default_msg_id, sm_length, the octets. */
const endOf = (body: Buffer, length: number) => body.subarray(body.length - length - 3).toString('hex');

describe('submissionsOf', () => {
  it('sends GSM 7 bit text as one septet an octet', () => {
    const [body = Buffer.alloc(0), ...more] = bodiesOf(jobOf('@ü€'));
    expect(more).toEqual([]);
    expect(endOf(body, 4)).toBe('000004007e1b65');
  });

  it('sends any other text in UCS-2, high octet first', () => {
    const [body = Buffer.alloc(0)] = bodiesOf(jobOf('Ж'));
    expect(endOf(body, 2)).toBe('0800020416');
  });

  it('sends Latin-1 where that is the default alphabet, and UCS-2 for what it has not', () => {
    const latin1 = { default_alphabet: 'latin1' };
    expect(endOf(bodiesOf(jobOf('@ü'), latin1)[0] ?? Buffer.alloc(0), 2)).toBe('00000240fc');
    expect(endOf(bodiesOf(jobOf('5€'), latin1)[0] ?? Buffer.alloc(0), 4)).toBe('080004003520ac');
    const parts = readOf(jobOf('€'.repeat(71)), latin1);
    expect(parts.map(({ short_message }) => short_message.message)).toEqual(['€'.repeat(67), '€'.repeat(4)]);
  });

  describe('in the tables of a language', () => {
    const text = 'ş'.repeat(77);
    const turkish = { national_language: 'tr' };

    it('sends what takes fewer parts so, each with a header that names them', () => {
      for (const [job, parts] of [
        [jobOf(text), 1],
        [jobOf(text.repeat(3)), 2],
      ] as const) {
        const read = bodiesOf(job, turkish).map((body) => submitted(body));
        expect(job.segments).toBeGreaterThan(parts);
        expect(read).toHaveLength(parts);
        const texts = read.map(({ esmClass, dataCoding, userData }) => {
          expect([esmClass, dataCoding]).toEqual([0x40, 0]);
          const header = userData.subarray(0, 1 + (userData[0] ?? 0));
          const shift = shiftIn(header);
          expect(parseConcatenationHeader(header)?.total ?? 1).toBe(parts);
          // As the SMSC packs it, 140 octets.
          expect(header.length + ((userData.length - header.length) * 7) / 8).toBeLessThanOrEqual(140);
          return shift && decodeShifted(userData.subarray(header.length), shift);
        });
        expect(texts.join('')).toBe(job.text);
      }
    });

    it.each<[string, string, object]>([
      ['a text that needs none', 'x'.repeat(170), turkish],
      ['a text with a letter that they lack', `${text}Ж`, turkish],
      ['what takes as many parts in UCS-2', 'ş', turkish],
      ['an account of none', text, {}],
      ['sar_ parameters', text, { ...turkish, concatenation: 'sar' }],
      ['another default alphabet', text, { ...turkish, default_alphabet: 'latin1' }],
    ])('are not for %s', (_, given, settings) => {
      const usual = { ...settings, national_language: 'none' };
      expect(bodiesOf(jobOf(given), settings)).toEqual(bodiesOf(jobOf(given), usual));
    });
  });

  it('asks for a final report, and says nothing of a validity that has no end', () => {
    const [read] = readOf(jobOf('x'));
    expect(read).toMatchObject({
      registered_delivery: 1,
      esm_class: 0,
      validity_period: '',
      destination_addr: '254712345678',
    });
  });

  it.each([
    ['gsm7', 'x{'.repeat(150)],
    ['gsm7, 153 septets twice', 'x'.repeat(306)],
    ['ucs2', 'Ж😀'.repeat(60)],
  ])('cuts a long text into as many parts as it was counted (%s)', (_, text) => {
    const job = jobOf(text);
    for (const concatenation of ['udh', 'sar']) {
      const parts = readOf(job, { concatenation });
      expect(parts).toHaveLength(job.segments);
      expect(parts.map(({ short_message }) => short_message.message).join('')).toBe(text);
    }
  });

  it('has a 16 bit reference where that costs no part more', () => {
    const headers = (text: string) =>
      bodiesOf(jobOf(text)).map((body) => /(050003|060804)[0-9a-f]{6,8}/.exec(body.toString('hex'))?.[0]);
    expect(headers('x'.repeat(200))).toEqual(['06080412340201', '06080412340202']);
    expect(headers('x'.repeat(306))).toEqual(
      ['050003340201' + '78', '050003340202' + '78'].map((hex) => expect.stringContaining(hex.slice(0, 12))),
    );
  });

  it('tells a flash message by its class, or by its place', () => {
    const flash = (text: string, settings: object = {}) => readOf(jobOf(text, { flash: true }), settings)[0];
    expect(flash('x')).toMatchObject({ data_coding: 0x10 });
    expect(flash('Ж')).toMatchObject({ data_coding: 0x18 });
    expect(flash('x')?.dest_addr_subunit).toBeUndefined();
    expect(flash('x', { flash: 'dest_addr_subunit' })).toMatchObject({ data_coding: 0, dest_addr_subunit: 1 });
    expect(flash('x', { default_alphabet: 'latin1' })).toMatchObject({ data_coding: 0, dest_addr_subunit: 1 });
  });

  it('refuses a text of more than 255 parts', () => {
    expect(() => bodiesOf(jobOf('x'.repeat(153 * 256)))).toThrow('255');
  });
});

describe('sourceOf', () => {
  it.each([
    [null, { ton: 0, npi: 0, address: '' }],
    ['Signalbox', { ton: 5, npi: 0, address: 'Signalbox' }],
    ['22333', { ton: 3, npi: 0, address: '22333' }],
    ['+254700000001', { ton: 1, npi: 1, address: '254700000001' }],
    ['254700000001', { ton: 1, npi: 1, address: '254700000001' }],
    ['00254700000001', { ton: 1, npi: 1, address: '254700000001' }],
    ['0700000001', { ton: 2, npi: 1, address: '0700000001' }],
  ])('tells the type of the sender %s', (sender, expected) => {
    expect(sourceOf(account({}, sender))).toEqual(expected);
  });

  it('leaves the type to the settings that name it', () => {
    expect(sourceOf(account({ source_ton: 0, source_npi: 1 }, '22333'))).toEqual({ ton: 0, npi: 1, address: '22333' });
  });
});

describe('destinationOf', () => {
  const settings = { dest_ton: 2, dest_npi: 8 };
  it.each([
    ['+254700000001', { ton: 2, npi: 8, address: '254700000001' }],
    ['22141', { ton: 3, npi: 0, address: '22141' }],
    ['MPESA', { ton: 5, npi: 0, address: 'MPESA' }],
  ])('takes the settings for numbers, and tells what else the recipient is: %s', (to, expected) => {
    expect(destinationOf(to, settings)).toEqual(expected);
  });
});

describe('validityOf', () => {
  it.each([
    [null, ''],
    [NOW - 5, '000000000001000R'],
    [NOW + 61_900, '000000000101000R'],
    [NOW + 86_400_000 * 2 + 3_600_000 * 3, '000002030000000R'],
    [NOW + 86_400_000 * 90, '000031000000000R'],
  ])('writes %s as a relative time', (at, expected) => {
    expect(validityOf(at, NOW)).toBe(expected);
  });
});
