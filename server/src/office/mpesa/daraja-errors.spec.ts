import { describe, expect, it } from '@jest/globals';
import { DarajaError, errorOf, isNotSent } from './daraja-errors.js';

describe('an answer of M-Pesa', () => {
  it('that refuses says why, whatever its status', () => {
    const text = JSON.stringify({
      requestId: '1',
      errorCode: '400.002.02',
      errorMessage: 'Bad Request - Invalid Amount',
    });
    expect(errorOf(400, text)).toEqual(new DarajaError('400.002.02', 'Bad Request - Invalid Amount'));
    expect(errorOf(200, '{"ResponseCode":"1","ResponseDescription":"Rejected"}')).toMatchObject({ code: '1' });
    expect(errorOf(401, '')).toMatchObject({ text: 'the credentials are wrong' });
  });

  it.each([
    [200, '{"ResponseCode":"0"}'],
    [200, '{"ResponseCode":"00000000"}'],
    [500, '{"fault":"spike arrest"}'],
    [502, '<html>'],
  ])('of %i, %s is no refusal', (status, text) => {
    expect(errorOf(status, text)).toBeNull();
  });
});

describe('a request that failed', () => {
  const failed = (cause: unknown) => new TypeError('fetch failed', { cause });
  const coded = (code: string) => Object.assign(new Error(code), { code });

  it('has not left where there was no connection', () => {
    expect(isNotSent(failed(coded('ECONNREFUSED')))).toBe(true);
    expect(isNotSent(failed(new AggregateError([coded('ECONNREFUSED')])))).toBe(true);
    expect(isNotSent(failed(coded('UND_ERR_CONNECT_TIMEOUT')))).toBe(true);
  });

  it('may have left otherwise', () => {
    expect(isNotSent(failed(coded('ECONNRESET')))).toBe(false);
    expect(isNotSent(failed(coded('UND_ERR_SOCKET')))).toBe(false);
    expect(isNotSent(new DOMException('timed out', 'TimeoutError'))).toBe(false);
  });
});
