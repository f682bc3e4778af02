import { createHmac, randomBytes } from 'node:crypto';

/** A fresh secret: `whsec_` and 32 random octets in base64. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** The octets of a secret; null of a text that is none (24 to 64 octets, with the prefix or without). */
export function keyOf(secret: string): Buffer | null {
  const text = secret.replace(/^whsec_/, '');
  const key = Buffer.from(text, 'base64');
  const isExact = key.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '');
  return isExact && key.length >= 24 && key.length <= 64 ? key : null;
}

/** What is signed. */
export interface Signed {
  /** The same over all deliveries of an event, without a dot. */
  id: string;
  /** Whole seconds since 1970: of this attempt, since receivers refuse what is old. */
  seconds: number;
  /** Exactly as it is sent. */
  body: string;
}

/**
 * The headers of a delivery by the Standard Webhooks convention (https://www.standardwebhooks.com, version 1): HMAC-SHA256
 * of `id.seconds.body`, once for each secret that is valid.
 * @throws Error on a secret that is none
 */
export function webhookHeaders({ id, seconds, body }: Signed, secrets: readonly string[]): Record<string, string> {
  const text = `${id}.${seconds}.${body}`;
  const signatures = secrets.map((secret) => {
    const key = keyOf(secret);
    if (!key) throw new Error('expected a webhook secret');
    return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signatures.join(' ') };
}
