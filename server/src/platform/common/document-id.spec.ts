import { describe, expect, it } from '@jest/globals';
import { documentId } from './document-id.js';

describe('documentId', () => {
  it('is 24 hexadecimal digits that begin with the seconds', () => {
    expect(documentId(Date.parse('2026-11-22T12:00:00Z'))).toMatch(/^6b02d940[0-9a-f]{16}$/);
  });

  it('is never the same twice', () => {
    const ids = new Set(Array.from({ length: 10_000 }, () => documentId(0)));
    expect(ids.size).toBe(10_000);
  });
});
