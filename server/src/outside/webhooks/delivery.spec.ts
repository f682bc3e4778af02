import { describe, expect, it } from '@jest/globals';
import { type Answer, verdictOf } from './delivery.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const HOUR = 3_600_000;
const first = { attempts: 1, deadline: NOW + 48 * HOUR, maxAttempts: null };
const answer = (status: number, retryAfter?: string): Answer => ({ status, body: 'said', ms: 3, retryAfter });
const verdict = (given: Answer, fields = {}) => verdictOf(given, { ...first, ...fields }, NOW, 0.5);

describe('what an answer means', () => {
  it.each([200, 202, 204])('%i: it has arrived', (status) => {
    expect(verdict(answer(status))).toMatchObject({
      state: 'delivered',
      error: null,
      statusCode: status,
      response: 'said',
    });
  });

  it.each([302, 400, 404, 500])('%i: it comes again', (status) => {
    expect(verdict(answer(status))).toMatchObject({
      state: 'waiting',
      dueAt: NOW + 5_000,
      isGone: false,
      notBefore: null,
    });
  });

  it('nothing: it comes again, later each time, for two days', () => {
    const nothing = { error: 'no answer within 15000 ms', ms: 15_000 };
    expect(verdict(nothing)).toMatchObject({
      state: 'waiting',
      error: nothing.error,
      statusCode: null,
      response: null,
    });
    expect(verdict(nothing, { attempts: 5 }).dueAt).toBe(NOW + 80_000);
    expect(verdict(nothing, { attempts: 30 }).dueAt).toBe(NOW + HOUR);
    expect(verdict(nothing, { attempts: 30, deadline: NOW + HOUR / 2 })).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('deadline'),
    });
  });

  it('410: it is given up, and the endpoint gone', () => {
    expect(verdict(answer(410))).toMatchObject({ state: 'failed', isGone: true });
  });

  it('429 and 503: not before they say', () => {
    for (const status of [429, 503]) {
      expect(verdict(answer(status, '120'))).toMatchObject({ dueAt: NOW + 120_000, notBefore: NOW + 120_000 });
      expect(verdict(answer(status, '1'))).toMatchObject({ dueAt: NOW + 5_000, notBefore: NOW + 1_000 });
      expect(verdict(answer(status))).toMatchObject({ dueAt: NOW + 5_000, notBefore: null });
    }
    expect(verdict(answer(500, '120'))).toMatchObject({ dueAt: NOW + 5_000, notBefore: null });
  });

  it('the last attempt that an endpoint wants is the last', () => {
    expect(verdict(answer(500), { attempts: 2, maxAttempts: 3 }).state).toBe('waiting');
    expect(verdict(answer(500), { attempts: 3, maxAttempts: 3 })).toMatchObject({
      state: 'failed',
      error: 'HTTP 500; the last attempt of 3',
    });
  });
});

describe('Retry-After', () => {
  it.each([
    ['30', NOW + 30_000],
    ['Sun, 01 Mar 2026 12:01:00 GMT', NOW + 60_000],
    ['99999999', NOW + 48 * HOUR],
    ['0', null],
    ['soon', null],
    [undefined, null],
  ])('%s', (header, expected) => expect(verdict(answer(503, header)).notBefore).toBe(expected));
});
