import { describe, expect, it } from '@jest/globals';
import { ComeAgain, Refused } from '../../platform/outbox/outbox.js';
import { commandOf, durationOf, failureOf } from './telegram.js';

const TOKEN = '12:AA-bb';
const no = (code: number, parameters?: object) =>
  Object.assign(new Error('x'), { code, description: 'no', ...(parameters && { parameters }) });

describe("Telegram's no", () => {
  it('comes again when it says so', () => {
    const failure = failureOf(no(429, { retry_after: 7 }), TOKEN);
    expect(failure).toBeInstanceOf(ComeAgain);
    expect((failure as ComeAgain).afterMs).toBe(7000);
  });

  it('is final where no repetition helps, and else comes again', () => {
    for (const code of [400, 401, 403, 404]) expect(failureOf(no(code), TOKEN)).toBeInstanceOf(Refused);
    expect(failureOf(no(502), TOKEN)).not.toBeInstanceOf(Refused);
    expect(failureOf(new Error('connect ECONNREFUSED'), TOKEN).message).toBe('connect ECONNREFUSED');
  });

  it('has the token nowhere, neither in words that are kept nor in a stack that is logged', () => {
    const said = `request to https://api.telegram.org/bot${TOKEN}/sendMessage failed, reason: connect ECONNREFUSED`;
    // As the library leaves it: its words are mended, the stack is as it was.
    const halfMended = Object.assign(new Error(said), { message: 'request failed' });
    for (const error of [new Error(said), halfMended, Object.assign(no(502), { description: said })]) {
      const { message, stack } = failureOf(error, TOKEN);
      expect(`${message} ${stack}`).not.toContain(TOKEN);
    }
  });
});

describe('a command', () => {
  it('is a word with or without the name of the bot', () => {
    expect(commandOf('/ack 12 I am on it')).toEqual({ name: 'ack', words: ['12', 'I', 'am', 'on', 'it'] });
    expect(commandOf('/STATUS@signalbox_bot')).toEqual({ name: 'status', words: [] });
    for (const text of ['', 'ack 12', '/', '/12', 'x /ack']) expect(commandOf(text)).toBeNull();
  });

  it.each([
    ['30m', 1_800_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
    ['8d', null],
    ['0m', null],
    ['2', null],
  ])('lasts %s', (text, ms) => {
    expect(durationOf(text)).toBe(ms);
  });
});
