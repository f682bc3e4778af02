import { describe, expect, it } from '@jest/globals';
import { ComeAgain, Refused } from '../../platform/outbox/outbox.js';
import { commandOf, durationOf, failureOf } from './telegram.js';

const no = (code: number, parameters?: object) =>
  Object.assign(new Error('x'), { code, description: 'no', ...(parameters && { parameters }) });

describe("Telegram's no", () => {
  it('comes again when it says so', () => {
    const failure = failureOf(no(429, { retry_after: 7 }));
    expect(failure).toBeInstanceOf(ComeAgain);
    expect((failure as ComeAgain).afterMs).toBe(7000);
  });

  it('is final where no repetition helps, and else comes again', () => {
    for (const code of [400, 401, 403, 404]) expect(failureOf(no(code))).toBeInstanceOf(Refused);
    expect(failureOf(no(502))).not.toBeInstanceOf(Refused);
    expect(failureOf(new Error('connect ECONNREFUSED')).message).toBe('connect ECONNREFUSED');
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
