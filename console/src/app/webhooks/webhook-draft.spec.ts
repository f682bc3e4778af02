import { describe, expect, it } from 'vitest';
import { filterOf, headersOf, webhookOf } from './webhook-draft';

const fields = {
  ...{ url: ' https://a.example/ ', description: '', events: ['message.sent'], headers: '', attempts: null },
  ...{ program: '', pair: '', account: '', key: '' },
};

describe('what the form of a webhook says', () => {
  it('leaves headers alone that nobody wrote', () => {
    expect(webhookOf(fields)).toEqual({
      url: 'https://a.example/',
      description: null,
      events: ['message.sent'],
      filter: {},
      max_attempts: null,
    });
    expect(webhookOf({ ...fields, headers: 'X-A: b: c\n\n' }).headers).toEqual({ 'X-A': 'b: c' });
  });

  it('lets all by but for what was chosen', () => {
    const chosen = { ...fields, program: 'a'.repeat(24), account: '7', key: '12' };
    expect(filterOf(chosen)).toEqual({ program_id: 'a'.repeat(24), user_id: 7, api_key_id: 12 });
    expect(filterOf({ ...fields, pair: 'b'.repeat(24) })).toEqual({ pair_id: 'b'.repeat(24) });
  });

  it('takes headers a line each, none of ours', () => {
    expect(headersOf('Authorization: Bearer a\nX-B: c')).toEqual({ Authorization: 'Bearer a', 'X-B': 'c' });
    for (const bad of ['nothing', 'webhook-id: a', 'X-A:', ': b']) expect(headersOf(bad)).toBeNull();
  });
});
