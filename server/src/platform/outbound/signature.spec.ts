import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { keyOf, newWebhookSecret, webhookHeaders } from './signature.js';

const now = (): number => Math.floor(Date.now() / 1000);
const body = '{"type":"message.delivered","data":{"text":"Zoë 🎉"}}';

describe('the signature of a delivery', () => {
  it('is what receivers check by the convention', () => {
    const secret = newWebhookSecret();
    const headers = webhookHeaders({ id: 'msg_1', seconds: now(), body }, [secret]);
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow(/signature/i);
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow(/signature/i);
  });

  it('is there for each secret while two are valid', () => {
    const secrets = [newWebhookSecret(), newWebhookSecret()];
    const headers = webhookHeaders({ id: 'msg_2', seconds: now(), body }, secrets);
    for (const secret of secrets) expect(new Webhook(secret).verify(body, headers)).toBeTruthy();
  });

  it('is refused by receivers when it is old', () => {
    const secret = newWebhookSecret();
    const headers = webhookHeaders({ id: 'msg_3', seconds: now() - 600, body }, [secret]);
    expect(() => new Webhook(secret).verify(body, headers)).toThrow(/old/i);
  });
});

describe('a secret', () => {
  it('has 24 to 64 octets', () => {
    expect(keyOf(newWebhookSecret())).toHaveLength(32);
    expect(keyOf(`whsec_${Buffer.alloc(24).toString('base64')}`)).toHaveLength(24);
    for (const bad of ['', 'whsec_', 'whsec_c2hvcnQ=', 'not base64!', `whsec_${Buffer.alloc(65).toString('base64')}`]) {
      expect(keyOf(bad)).toBeNull();
    }
  });
});
