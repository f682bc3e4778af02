import { describe, expect, it } from 'vitest';
import { base64Of } from './base64';

describe('a file as Base64', () => {
  it('is its octets, whatever they are', async () => {
    expect(await base64Of(new Blob([new Uint8Array([0, 255, 44, 10])]))).toBe('AP8sCg==');
  });
});
