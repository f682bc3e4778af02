import { describe, expect, it } from '@jest/globals';
import { shownBy } from './live-credentials.js';

const shown = (parts: { auth?: unknown; headers?: Record<string, string>; query?: Record<string, unknown> }) =>
  shownBy({ auth: parts.auth, headers: parts.headers ?? {}, query: parts.query ?? {} });

describe('what a socket shows', () => {
  it.each([
    ['a token', { auth: { token: 'a.b.c' } }, { token: 'a.b.c' }],
    ['a token behind Bearer', { auth: { token: 'Bearer a.b.c' } }, { token: 'a.b.c' }],
    ['a key', { auth: { api_key: 'sbx_a' } }, { apiKey: 'sbx_a' }],
    ['a key in a header', { headers: { 'x-api-key': 'sbx_a' } }, { apiKey: 'sbx_a' }],
    ['a token in a header', { headers: { authorization: 'Bearer a.b.c' } }, { token: 'a.b.c' }],
    ['a token in the query', { query: { token: 'a.b.c', EIO: '3' } }, { token: 'a.b.c' }],
    ['a key in the query', { query: { api_key: 'sbx_a', EIO: '3' } }, { apiKey: 'sbx_a' }],
    ['two tokens, of which the deliberate counts', { auth: { token: 'a' }, query: { token: 'b' } }, { token: 'a' }],
  ])('is %s', (_, parts, credentials) => {
    expect(shown(parts).credentials).toEqual({ token: undefined, apiKey: undefined, ...credentials });
  });

  it.each([
    ['no place for it', {}],
    ['empty places', { auth: { token: null, api_key: '' }, query: { EIO: '4', token: '' } }],
  ])('is nothing where there is %s', (_, parts) => {
    expect(shown(parts)).toEqual({ credentials: null, batch: false });
  });

  it.each([
    ['a number', { auth: { token: 5 } }],
    ['two in the query', { query: { token: ['a', 'b'] } }],
    ['too long', { auth: { api_key: 'x'.repeat(300) } }],
  ])('is refused where it is %s', (_, parts) => {
    expect(() => shown(parts)).toThrow();
  });
});
