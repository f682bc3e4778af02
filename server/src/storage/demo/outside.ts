import type { User } from '../../access/auth/user.js';
import { type Answer, verdictOf } from '../../outside/webhooks/delivery.js';
import { MOST_WEBHOOKS } from '../../outside/webhooks/webhook.js';
import { newWebhookSecret } from '../../platform/outbound/signature.js';
import { uuidv7 } from '../../platform/common/uuid.js';
import { tellPaid } from '../office/told.js';
import { actAs } from './acts.js';
import { travelTo } from './clock.js';
import type { Ports } from './ports.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DELIVERIES = 8;
const ATTEMPTS = 3;
/** Names and addresses that nobody has (RFC 2606, RFC 5737). */
const HOOK = 'https://books.town.example/hooks/signalbox';
const ROUTER = '192.0.2.1';

const TAKEN: Answer = { status: 200, body: '{"ok":true}', ms: 84, retryAfter: undefined };
const BUSY: Answer = { status: 503, body: 'busy', ms: 31, retryAfter: '120' };
const BROKEN: Answer = { status: 500, body: 'Internal Server Error', ms: 412, retryAfter: undefined };
/** What the endpoint said to each delivery, attempt by attempt; to all others that it was taken. */
const ANSWERS = new Map<number, Answer[]>([
  [2, [BUSY, TAKEN]],
  [5, [BROKEN, BROKEN, BROKEN]],
]);

/** A router that is not reached, for there is none. */
export async function fillRouters(ports: Ports, admin: User, begin: number, now: number): Promise<void> {
  travelTo(begin);
  const about = {
    name: 'Hill tower',
    address: ROUTER,
    port: null,
    kind: 'rest',
    tls: true,
    username: 'signalbox',
  } as const;
  const record = { ...about, fingerprint: null, authority: null, isDefault: undefined, createdAt: begin };
  const door = { method: 'POST', url: '/api/v1/routers', asked: { ...about, password: uuidv7() } } as const;
  const { id } = await actAs(ports, admin, door, () =>
    ports.routers.create(record, (id) => ports.routerSeals.seal(id, uuidv7())),
  );
  const error = 'it did not answer in time';
  const unknown = { lastSeenAt: null, version: null, board: null, uptime: null };
  await ports.routers.note(id, { ...unknown, checkedAt: now - MINUTE_MS, error });
}

/**
 * An endpoint that hears of payments, with the last of them: taken, taken at another attempt, and given up. It is paused, so
 * that nothing of a site to look at goes anywhere.
 */
export async function fillWebhooks(ports: Ports, admin: User, now: number): Promise<void> {
  const { webhooks, deliveries, db, money } = ports;
  const all = await ports.payments.list({ status: 'completed' }, { limit: DELIVERIES });
  const payments = all.toSorted((one, other) => (one.completedAt ?? 0) - (other.completedAt ?? 0));
  const begin = (payments[0]?.completedAt ?? now) - HOUR_MS;
  travelTo(begin);
  const uid = uuidv7();
  const asked = { url: HOOK, description: 'Bookkeeping', events: ['payment.completed'] } as const;
  const record = { ...asked, uid, userId: admin.id, filter: {}, headerNames: [], headers: null, createdAt: begin };
  const secret = ports.webhookSeals.seal(uid, 'secret', newWebhookSecret());
  const { id } = await actAs(ports, admin, { method: 'POST', url: '/api/v1/webhooks', asked }, () =>
    webhooks.create({ ...record, secret, maxAttempts: ATTEMPTS }, MOST_WEBHOOKS),
  );
  for (const [nth, payment] of payments.entries()) {
    const at = payment.completedAt ?? now;
    travelTo(at);
    await db.write((tx) => tellPaid(tx, payment, { at, currency: money.currency.code }));
    for (const answer of ANSWERS.get(nth) ?? [TAKEN]) await attempt(answer);
  }
  travelTo(now - MINUTE_MS);
  const pause = { method: 'PATCH', url: '/api/v1/webhooks/:id', subject: id, asked: { state: 'paused' } } as const;
  await actAs(ports, admin, pause, () => webhooks.change(id, { state: 'paused' }, now - MINUTE_MS));

  /** The one that is due next, whenever that is. */
  async function attempt(answer: Answer): Promise<void> {
    const [delivery] = await deliveries.due(id, now + 48 * HOUR_MS, 1);
    if (!delivery) return;
    const at = Math.max(delivery.dueAt, Date.now()) + answer.ms;
    const attempted = { attempts: delivery.attempts + 1, deadline: delivery.deadline, maxAttempts: ATTEMPTS };
    await deliveries.end({ delivery, ...verdictOf(answer, attempted, at, 0) });
  }
}
