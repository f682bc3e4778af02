import { describe, expect, it } from '@jest/globals';
import type { AtChannel } from './at-channel.js';
import { iccidOf, identityOf, internationalOf, ownNumberOf } from './identify.js';

/** A line whose modem knows these answers and nothing else. */
const lineOf = (answers: Record<string, string[]>) =>
  ({
    attempt: (command: string, { answer }: { answer: RegExp }) =>
      Promise.resolve(answers[command]?.filter((line) => answer.test(line)) ?? null),
  }) as unknown as AtChannel;

describe('who a modem and its SIM card are', () => {
  it.each([
    [{ 'AT+CCID': ['+CCID: 89254020000000000018'] }],
    [{ 'AT+CCID': ['"8925402000000000001F"'], 'AT+QCCID': ['+QCCID: 89254020000000000018'] }],
    [{ 'AT+QCCID': ['+QCCID: 89254020000000000018F'] }],
    [{ 'AT^ICCID?': ['^ICCID: 89254020000000000018'] }],
    [{ 'AT+CRSM=176,12258,0,0,10': ['+CRSM: 144,0,"98520402000000000081"'] }],
  ])('reads the ICCID of %j', async (answers) => {
    expect(await iccidOf(lineOf(answers))).toMatch(/^8925402000000000001/);
  });

  it('has no ICCID when nothing tells it', async () => {
    expect(await iccidOf(lineOf({ 'AT+CCID': ['noise'] }))).toBeNull();
  });

  it('reads maker, model and IMEI', async () => {
    const line = lineOf({
      'AT+CGMI': ['Quectel'],
      'AT+CGMM': ['+CGMM: "EC25"'],
      'AT+CGSN': ['867698040000013'],
    });
    expect(await identityOf(line)).toEqual({ manufacturer: 'Quectel', model: 'EC25', imei: '867698040000013' });
  });

  it.each([
    [['+CNUM: ,"+254700000001",145'], '+254700000001'],
    [['+CNUM: "Own, number","254700000001",145'], '+254700000001'],
    [['+CNUM: "","0700000001",129'], null],
    [['+CNUM: "",""'], null],
  ])('takes the own number from %j', async (lines, number) => {
    expect(await ownNumberOf(lineOf({ 'AT+CNUM': lines }))).toBe(number);
  });

  it.each([
    ['+254 700-000 001', '+254700000001'],
    ['00254700000001', '+254700000001'],
    ['254700000001', '+254700000001'],
    ['0700000001', null],
    ['unknown', null],
  ])('knows %s as %s', (text, number) => {
    expect(internationalOf(text)).toBe(number);
  });
});
