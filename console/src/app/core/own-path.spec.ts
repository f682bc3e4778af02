import { describe, expect, it } from 'vitest';
import { ownPath } from './own-path';

describe('where one goes after signing in', () => {
  it.each(['/', '/messages/17', '/outbox?status=failed&q=%2B254#row', '/sign-ins'])('may be %s', (next) => {
    expect(ownPath(next)).toBe(next);
  });

  it.each([
    undefined,
    null,
    '',
    'https://elsewhere.example',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '\\\\elsewhere.example',
    '/\t/elsewhere.example',
    'javascript:alert(1)',
    'outbox',
    '/outbox?q=%zz',
    '/sign-in',
    '/sign-in?next=%2Fsign-in',
  ])('is not %j', (next) => {
    expect(ownPath(next)).toBeNull();
  });
});
