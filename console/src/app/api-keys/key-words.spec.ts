import { describe, expect, it } from 'vitest';
import { endOf, networksIn, scopeWords } from './key-words';

describe('an API key', () => {
  it('says what it may, and that it is from before there were scopes', () => {
    expect(scopeWords({ scopes: ['send', 'read'] })).toBe('send, read');
    expect(scopeWords({ scopes: null })).toBe('all scopes, from before');
  });

  it('is for networks with anything between them', () => {
    expect(networksIn(' 10.0.0.0/8, 192.168.0.1\nfd00::/8 ')).toEqual(['10.0.0.0/8', '192.168.0.1', 'fd00::/8']);
    expect(networksIn('')).toEqual([]);
  });

  it('ends with the last day', () => {
    expect(endOf('')).toBeNull();
    expect(endOf('2026-01-31')).toBe(new Date(2026, 1, 1).toISOString());
  });
});
