import { type Duplex, duplexPair } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AtChannel, ESCAPE } from './at-channel.js';
import { AtError, AtTimeout, LineClosed } from './at-errors.js';
import type { Unsolicited } from './unsolicited.js';

const PDU = '00040C9142171032547600006220811051552305C8329BFD06';

describe('a modem’s line', () => {
  let modem: Duplex;
  let at: AtChannel;
  let typed: string;
  let told: Unsolicited[];
  let closed: number;

  beforeEach(() => {
    const [ours, theirs] = duplexPair();
    modem = theirs;
    typed = '';
    told = [];
    closed = 0;
    modem.on('data', (data) => (typed += String(data)));
    at = new AtChannel(ours, {
      commandMs: 1000,
      promptMs: 1000,
      unsolicited: (what) => told.push(what),
      closed: () => (closed += 1),
    });
  });
  afterEach(() => at.close());

  const say = (...lines: string[]) => modem.write(lines.map((line) => `\r\n${line}\r\n`).join(''), 'latin1');
  const turn = () => new Promise((resolve) => setTimeout(resolve, 10));
  const submit = (text: () => string | null = () => 'PDU') =>
    at.type('AT+CMGS=23', text, { answer: /^\+CMGS:/, required: true, timeoutMs: 1000 });

  it('asks one thing after another', async () => {
    const first = at.ask('AT+CSQ', { answer: /^\+CSQ:/ });
    const second = at.ask('AT+CIMI', { answer: /^\d+$/ });
    await turn();
    expect(typed).toBe('AT+CSQ\r');
    say('+CSQ: 20,99', 'OK');
    expect(await first).toEqual(['+CSQ: 20,99']);
    await turn();
    expect(typed).toBe('AT+CSQ\rAT+CIMI\r');
    say('639020000000001', 'OK');
    expect(await second).toEqual(['639020000000001']);
  });

  it('tells what comes unasked from what was asked for, and drops the echo', async () => {
    const answer = at.ask('AT+CREG?', { answer: /^\+CREG:\s*\d\s*,\s*\d/, required: true });
    say('AT+CREG?', '+CREG: 2', '+CMTI: "ME",3', '+CREG: 1,5', '^RSSI:20', 'OK');
    expect(await answer).toEqual(['+CREG: 1,5']);
    expect(told).toEqual([
      { type: 'registration', stat: 2 },
      { type: 'stored', memory: 'ME' },
    ]);
  });

  it('takes a late OK of another command for nobody’s', async () => {
    const answer = at.ask('AT+CSQ', { answer: /^\+CSQ:/, required: true });
    say('OK', '+CSQ: 9,99', 'OK');
    expect(await answer).toEqual(['+CSQ: 9,99']);
  });

  it('says errors with their meaning, and attempts what may be unknown', async () => {
    const failed = at.ask('AT+CPIN?');
    say('+CME ERROR: 10');
    await expect(failed).rejects.toMatchObject({ kind: 'cme', code: 10, failure: 'sim' });
    const attempted = at.attempt('AT+FOO');
    await turn();
    say('COMMAND NOT SUPPORT');
    expect(await attempted).toBeNull();
  });

  it('types a message at the prompt', async () => {
    const sent = submit();
    say('AT+CMGS=23');
    modem.write('\r\n> ');
    await turn();
    expect(typed).toBe('AT+CMGS=23\rPDU\x1a');
    say('PDU\x1a', '+CMGS: 17', 'OK');
    expect(await sent).toEqual(['+CMGS: 17']);
  });

  it('cancels at the prompt', async () => {
    const cancelled = submit(() => null);
    modem.write('\r\n> ');
    await expect(cancelled).rejects.toBeInstanceOf(AtError);
    await turn();
    expect(typed).toBe(`AT+CMGS=23\r${ESCAPE}`);
  });

  it('types nothing when the modem refuses before its prompt', async () => {
    const refused = submit(() => {
      throw new Error('typed');
    });
    say('+CMS ERROR: 331');
    await expect(refused).rejects.toMatchObject({ code: 331, failure: 'temporary' });
  });

  it('believes an answer whose OK was lost, also when the line closes', async () => {
    const sent = submit();
    modem.write('\r\n> ');
    await turn();
    say('+CMGS: 18');
    await turn();
    modem.destroy();
    expect(await sent).toEqual(['+CMGS: 18']);
  });

  it('names the command that was not answered, never its parameters', async () => {
    await expect(at.ask('AT+CPIN="7391"')).rejects.toEqual(new AtTimeout('AT+CPIN'));
    await expect(at.ask('AT+CPIN="7391"')).rejects.toThrow(/^no answer to AT\+CPIN$/);
  });

  it('refuses everything once it is closed, and says so once', async () => {
    const pending = [at.ask('AT'), at.ask('AT')];
    modem.destroy();
    for (const one of pending) await expect(one).rejects.toBeInstanceOf(LineClosed);
    await expect(at.ask('AT')).rejects.toBeInstanceOf(LineClosed);
    expect(closed).toBe(1);
  });

  it('takes the line behind +CMT and +CDS for a PDU, whatever stands between', async () => {
    const answer = at.ask('AT+CSQ', { answer: /^\+CSQ:/, required: true });
    say('+CMT: ,24', '+CSQ: 20,99', PDU, 'OK');
    expect(await answer).toEqual(['+CSQ: 20,99']);
    say('+CDS: 25', 'no PDU at all', 'RING');
    await turn();
    expect(told).toEqual([
      { type: 'direct', pdu: PDU },
      { type: 'direct', pdu: 'no PDU at all' },
    ]);
  });

  it('does not take a PDU that came directly for one of a list', async () => {
    const listed = at.ask('AT+CMGL=4', { answer: /^(?:\+CMGL:|[0-9A-F]+$)/ });
    say('+CMGL: 1,0,,23', '0011', '+CMT: ,24', PDU, 'OK');
    expect(await listed).toEqual(['+CMGL: 1,0,,23', '0011']);
    expect(told).toEqual([{ type: 'direct', pdu: PDU }]);
  });

  it('joins a USSD answer of several lines, and loses no OK when its end is lost', async () => {
    modem.write('\r\n+CUSD: 1,"1. Balance\r\n2. Number",15\r\n');
    await turn();
    expect(told).toEqual([{ type: 'ussd', mode: 1, text: '1. Balance\n2. Number', dcs: 15 }]);
    const answer = at.ask('AT');
    modem.write('\r\n+CUSD: 0,"broken\r\n\r\nOK\r\n');
    expect(await answer).toEqual([]);
  });

  it('reads answers between and within noise', async () => {
    const answer = at.ask('AT+CSQ', { answer: /^\+CSQ:/, required: true });
    say('\x81\xfe#~', '+CS\xf0Q: 2\x010,99', '%\x9f', 'O\x00K');
    expect(await answer).toEqual(['+CSQ: 20,99']);
  });
});
