import { describe, expect, it } from 'vitest';
import { headersOf, webhookOf } from './webhook-draft';

const fields = { url: ' https://a.example/ ', description: '', events: ['message.sent'], headers: '', attempts: null };

describe('what the form of a webhook says', () => {
  it('leaves headers alone that nobody wrote', () => {
    expect(webhookOf(fields)).toEqual({
      url: 'https://a.example/',
      description: null,
      events: ['message.sent'],
      max_attempts: null,
    });
    expect(webhookOf({ ...fields, headers: 'X-A: b: c\n\n' }).headers).toEqual({ 'X-A': 'b: c' });
  });

  it('takes headers a line each, none of ours', () => {
    expect(headersOf('Authorization: Bearer a\nX-B: c')).toEqual({ Authorization: 'Bearer a', 'X-B': 'c' });
    for (const bad of ['nothing', 'webhook-id: a', 'X-A:', ': b']) expect(headersOf(bad)).toBeNull();
  });
});
