import { describe, expect, it } from '@jest/globals';
import { PublicUrl } from './public-url.js';

describe('PUBLIC_URL', () => {
  it.each([
    ['https://sms.example.com', 'https://sms.example.com'],
    ['https://example.com/sms/', 'https://example.com/sms'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://localhost:3000/', 'http://localhost:3000'],
  ])('may be %s', (given, expected) => {
    expect(PublicUrl.parse(given)).toBe(expected);
  });

  it.each([
    'http://sms.example.com',
    'sms.example.com',
    'ftp://example.com',
    'https://me:secret@example.com',
    'https://example.com/?a=1',
    'https://example.com/#a',
  ])('may not be %s', (given) => {
    expect(PublicUrl.safeParse(given).success).toBe(false);
  });
});
