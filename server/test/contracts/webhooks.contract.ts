import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Role } from '@signalbox/contracts/permissions';
import type { WebhookEventType } from '@signalbox/contracts/webhook-events';
import type { SystemLogService } from '../../src/access/logs/system-log.service.js';
import { UserRepository } from '../../src/access/auth/user.repository.js';
import { AlertFactsRepository } from '../../src/insight/alerts/look/alert-facts.repository.js';
import { ChangeBuilder, commit } from '../../src/messaging/sms/change.js';
import type { Message } from '../../src/messaging/sms/message.js';
import { MessageRepository } from '../../src/messaging/sms/message.repository.js';
import { SuppressionRepository } from '../../src/messaging/suppression/suppression.repository.js';
import type { Answer, Delivery, DueDelivery, Verdict } from '../../src/outside/webhooks/delivery.js';
import { DeliveryLoopService } from '../../src/outside/webhooks/delivery-loop.service.js';
import { DeliveryRepository } from '../../src/outside/webhooks/delivery.repository.js';
import { SimStateRepository } from '../../src/outside/webhooks/sim-state.repository.js';
import type { WebhookPaceService } from '../../src/outside/webhooks/webhook-pace.service.js';
import type { WebhookSenderService } from '../../src/outside/webhooks/webhook-sender.service.js';
import { WebhookStandingService } from '../../src/outside/webhooks/webhook-standing.service.js';
import { WebhookRepository } from '../../src/outside/webhooks/webhook.repository.js';
import { WebhooksEvents } from '../../src/outside/webhooks/webhooks.events.js';
import { DELIVERY_MS, PATIENCE_MS, type Webhook } from '../../src/outside/webhooks/webhook.js';
import type { EventsService } from '../../src/platform/events/events.service.js';
import { uuidv7 } from '../../src/platform/common/uuid.js';
import { LeaseRepository } from '../../src/platform/leases/lease.repository.js';
import { LeasesService } from '../../src/platform/leases/leases.service.js';
import type { Tx } from '../../src/storage/typeorm/tx.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { putEvent } from '../../src/storage/outside/delivery-rows.js';
import { tellIssued, tellNotPaid, tellPaid, tellUnmatched } from '../../src/storage/office/told.js';
import { messageWith } from '../messages.js';
import { until } from '../until.js';
import type { OpenStorage, Storage } from './storage.js';

const TAKEN: Answer = { status: 200, body: 'ok', ms: 1, retryAfter: undefined };

/** What every adapter of endpoints and deliveries must do alike. */
export function webhooksContract(open: OpenStorage): void {
  let storage: Storage;
  let webhooks: WebhookRepository;
  let deliveries: DeliveryRepository;
  let messages: MessageRepository;
  let user: number;

  beforeAll(async () => {
    storage = await open();
    webhooks = storage.get(WebhookRepository);
    deliveries = storage.get(DeliveryRepository);
    messages = storage.get(MessageRepository);
  });
  afterAll(() => storage?.close());
  beforeEach(async () => {
    // Those of other tests hear of nothing any more.
    await storage.get(Database).write((tx) => tx.run("UPDATE webhooks SET state = 'paused'", []));
    user = await account('user');
  });

  async function account(role: Role): Promise<number> {
    const username = `u${uuidv7().replaceAll('-', '')}`;
    const made = { username, email: `${username}@example.com`, passwordHash: 'x', role, createdAt: Date.now() };
    return (await storage.get(UserRepository).create(made)).id;
  }
  const endpoint = (events: WebhookEventType[], fields: Partial<Parameters<WebhookRepository['create']>[0]> = {}) =>
    webhooks.create(
      {
        ...{ uid: uuidv7(), userId: user, url: 'https://hook.example/', description: null, events, filter: {} },
        ...{ headerNames: [], headers: null, secret: 'sealed', maxAttempts: null, createdAt: Date.now() },
        ...fields,
      },
      100,
    );
  const of = ({ id }: Webhook): Promise<Delivery[]> => deliveries.list({ webhookId: id }, { limit: 500 });
  const typesOf = async (webhook: Webhook): Promise<string[]> =>
    (await of(webhook)).map(({ type }) => type).toReversed();

  async function sent(fields: Partial<Message> = {}): Promise<Message> {
    const message = messageWith({ userId: user, status: 'dispatched', attempt: 1, ...fields });
    await messages.insert({ message });
    return message;
  }
  async function reach(message: Message, ...statuses: Message['status'][]): Promise<void> {
    const builder = new ChangeBuilder(message);
    for (const status of statuses) builder.step(status, Date.now());
    const change = builder.build();
    if (!change || !(await messages.apply(change))) throw new Error('the change did not apply');
    commit(change);
  }

  it('an endpoint goes with its account, with its address and its secrets', async () => {
    const gone = await account('user');
    const { id } = await endpoint(['message.delivered'], { userId: gone });
    await storage.get(UserRepository).remove(gone, () => undefined);
    expect(await storage.get(Database).read('SELECT id FROM webhooks WHERE id = ?', [id])).toEqual([]);
  });

  it('an endpoint whose row cannot be read hears of nothing, and no message is refused because of it', async () => {
    const [broken, sound] = [await endpoint(['message.delivered']), await endpoint(['message.delivered'])];
    const damage = (tx: Tx) => tx.run("UPDATE webhooks SET filter = '{' WHERE id = ?", [broken.id]);
    await storage.get(Database).write(damage);
    // Read anew by all, as after any change of an endpoint.
    await webhooks.change(sound.id, { description: 'sound' }, Date.now());
    await reach(await sent(), 'sent', 'delivered');
    expect([await typesOf(broken), await typesOf(sound)]).toEqual([[], ['message.delivered']]);
    await storage.get(Database).write((tx) => tx.run('DELETE FROM webhooks WHERE id = ?', [broken.id]));
  });

  describe('what messages tell', () => {
    it('is written with the change that it tells of, with one id for all who hear of it', async () => {
      const [one, two] = [await endpoint(['message.sent', 'message.delivered']), await endpoint(['message.delivered'])];
      const message = await sent();
      await reach(message, 'sent', 'delivered');
      expect(await typesOf(one)).toEqual(['message.sent', 'message.delivered']);
      const [first, second] = [(await of(one))[0], (await of(two))[0]];
      expect(second?.eventId).toBe(first?.eventId);
      expect(first).toMatchObject({ topic: `message ${message.id}`, state: 'waiting', attempts: 0 });
      const whole = await deliveries.find(one.id, first?.seq ?? 0);
      expect(JSON.parse(whole?.body ?? '')).toMatchObject({
        type: 'message.delivered',
        data: { id: message.id, status: 'delivered', to: message.peer },
      });
    });

    it('is nothing where nobody asked for it, and nothing of a change that did not apply', async () => {
      const webhook = await endpoint(['message.delivered']);
      const message = await sent();
      await reach(message, 'sent');
      const stale = new ChangeBuilder({ ...message, version: 99 }).step('delivered', Date.now()).build();
      expect(stale && (await messages.apply(stale))).toBe(false);
      expect(await of(webhook)).toEqual([]);
    });

    it('is heard by who may, and as filters say', async () => {
      const mine = await endpoint(['message.delivered'], { filter: {} });
      const ofKey = await endpoint(['message.delivered'], { filter: { pair_id: 'p1' } });
      const staff = await endpoint(['message.delivered', 'message.received'], { userId: await account('viewer') });
      const other = await endpoint(['message.delivered', 'message.received'], { userId: await account('user') });
      await reach(await sent({ pairId: 'p1' }), 'delivered');
      await reach(await sent({ pairId: 'p2' }), 'delivered');
      const inbound = messageWith({ userId: null, direction: 'inbound', status: 'received' });
      await messages.insertMany([inbound], { known: true });
      expect(await Promise.all([mine, ofKey, staff, other].map(async (each) => (await of(each)).length))).toEqual([
        2, 1, 3, 0,
      ]);
    });

    it('goes to the address of one message, by a webhook that is made for it', async () => {
      const message = await sent({ callbackUrl: 'https://one.example/x' });
      await reach(message, 'sent');
      await reach(message, 'delivered');
      const callbacks = await webhooks.callbacksOf(user);
      expect(callbacks).toMatchObject({ kind: 'callbacks', url: null, userId: user });
      expect((await of(callbacks)).map(({ type, url }) => [type, url])).toEqual([
        ['message.delivered', 'https://one.example/x'],
        ['message.sent', 'https://one.example/x'],
      ]);
    });

    it('ends when the endpoint is paused, switched off or removed', async () => {
      const webhook = await endpoint(['message.sent']);
      await webhooks.change(webhook.id, { state: 'paused' }, Date.now());
      await reach(await sent(), 'sent');
      expect(await of(webhook)).toEqual([]);
      await webhooks.change(webhook.id, { state: 'active' }, Date.now());
      await reach(await sent(), 'sent');
      expect(await of(webhook)).toHaveLength(1);
      expect(await webhooks.switchOff(webhook.id, 'gone', Date.now())).toBe(true);
      expect(await webhooks.switchOff(webhook.id, 'gone', Date.now())).toBe(false);
      expect(await storage.get(AlertFactsRepository).webhooksOff()).toBe(1);
      await webhooks.remove(webhook.id);
      expect([await webhooks.find(webhook.id), await of(webhook)]).toEqual([null, []]);
    });
  });

  it('tells of numbers, SIM cards and the business, each in its transaction, once', async () => {
    const staff = await account('admin');
    const webhook = await endpoint(['number.opted_out', 'number.opted_in', 'sim_card.offline', 'ticket.opened'], {
      userId: staff,
    });
    const number = `+2547${String(Date.now()).slice(-8)}`;
    const add = { number, source: 'stop', note: null, createdAt: Date.now() } as const;
    await storage.get(SuppressionRepository).apply([{ add }, { add }, { remove: number }]);
    const event = { type: 'sim_card.offline', topic: null, at: Date.now(), data: {} } as const;
    const state = { channelId: user, online: false, at: Date.now() };
    const states = storage.get(SimStateRepository);
    expect([await states.tell(state, event), await states.tell(state, event)]).toEqual([true, false]);
    const db = storage.get(Database);
    await db.write((tx) => putEvent(tx, { type: 'ticket.opened', topic: null, at: Date.now(), data: {} }));
    const failing = db.write(async (tx) => {
      await putEvent(tx, { type: 'ticket.opened', topic: null, at: Date.now(), data: {} });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await typesOf(webhook)).toEqual([
      'number.opted_out',
      'number.opted_in',
      'sim_card.offline',
      'ticket.opened',
    ]);
  });

  it('tells of amounts in which currency they are', async () => {
    const types = ['invoice.issued', 'payment.completed', 'payment.failed', 'payment.unmatched'] as const;
    const webhook = await endpoint([...types], { userId: await account('admin') });
    const act = { at: Date.now(), currency: 'UGX' };
    await storage.get(Database).write(async (tx) => {
      await tellIssued(tx, { id: 1, customerId: 2, total: 1500 }, 'INV-1', act);
      await tellPaid(tx, { id: 3, customerId: 2, amount: 500, method: 'cash' }, act);
      await tellNotPaid(tx, { id: 4, customerId: 2, amount: 700 }, { text: 'no', at: act.at });
      await tellUnmatched(tx, { amount: 900, reason: 'nobody', receipt: 'R' }, act.at);
    });
    const told = new Map<string, unknown>();
    for (const { seq, type } of await of(webhook)) {
      const { body } = (await deliveries.find(webhook.id, seq)) ?? { body: '{}' };
      told.set(type, (JSON.parse(body) as { data: unknown }).data);
    }
    expect(types.map((type) => told.get(type))).toEqual([
      { invoice_id: 1, number: 'INV-1', customer_id: 2, total_minor: 1500, currency: 'UGX' },
      { payment_id: 3, customer_id: 2, amount_minor: 500, currency: 'UGX', method: 'cash' },
      { push_id: 4, customer_id: 2, amount_minor: 700, currency: 'KES', reason: 'no' },
      { amount_minor: 900, currency: 'KES', reason: 'nobody', receipt: 'R' },
    ]);
  });

  it.each([
    ['a moment less than 48 hours', 'active', PATIENCE_MS - 1],
    ['48 hours', 'disabled', PATIENCE_MS],
  ])('an endpoint at which all has failed for %s is %s', async (_what, state, lasting) => {
    const off = () => storage.get(AlertFactsRepository).webhooksOff();
    const [webhook, before] = [await endpoint(['message.delivered']), await off()];
    const told: string[] = [];
    const standing = new WebhookStandingService(
      webhooks,
      new WebhooksEvents(),
      { tell: (type: string) => told.push(type) } as unknown as EventsService,
      { record: ({ action }: { action: string }) => told.push(action) } as unknown as SystemLogService,
    );
    const delivery = { attempts: 0, createdAt: 0 } as DueDelivery;
    const failed = (at: number): Verdict => {
      return { state: 'waiting', at, error: 'answered HTTP 500', notBefore: null, isGone: false } as Verdict;
    };
    const now = Date.now();
    const found = async () => (await webhooks.find(webhook.id)) as Webhook;
    await standing.note(await found(), delivery, failed(now));
    await standing.note(await found(), delivery, failed(now + lasting));
    const isOff = state === 'disabled';
    expect((await found()).state).toBe(state);
    expect((await off()) - before).toBe(isOff ? 1 : 0);
    expect(told).toEqual(isOff ? ['webhook_disabled', 'webhook.disabled'] : []);
    if (isOff) expect((await found()).reason).toBe('nothing has arrived for 48 hours: answered HTTP 500');
  });

  describe('deliveries', () => {
    /** A server that posts by a function; its timer is not started. */
    const server = (post: (delivery: DueDelivery) => Promise<Answer> | Answer): DeliveryLoopService => {
      const sender = {
        open: async (id: number) => {
          const webhook = await webhooks.find(id);
          return webhook?.state === 'active' ? { webhook, secrets: [], headers: {} } : null;
        },
        post: async (_: unknown, delivery: DueDelivery) => post(delivery),
      } as unknown as WebhookSenderService;
      const standing = { note: () => Promise.resolve() } as unknown as WebhookStandingService;
      const pace = { turn: () => null } as unknown as WebhookPaceService;
      const leases = new LeasesService(storage.get(LeaseRepository));
      return new DeliveryLoopService(deliveries, leases, sender, standing, pace);
    };
    const states = async (webhook: Webhook) => (await of(webhook)).map(({ state }) => state);

    it('are made by one of two servers, once each', async () => {
      const webhook = await endpoint(['message.sent', 'message.delivered']);
      for (let many = 0; many < 20; many++) await reach(await sent(), 'sent', 'delivered');
      const seen: string[] = [];
      const servers = [1, 2].map(() => server(({ eventId }) => (seen.push(eventId), TAKEN)));
      await Promise.all(servers.map((each) => each.settled()));
      expect(seen.toSorted()).toEqual((await of(webhook)).map(({ eventId }) => eventId).toSorted());
      expect(new Set(await states(webhook))).toEqual(new Set(['delivered']));
    });

    it('go on at another server, with the same id, when the first died in one', async () => {
      const webhook = await endpoint(['message.sent']);
      await reach(await sent(), 'sent');
      const leases = storage.get(LeaseRepository);
      // What a server that died leaves: its lease, and a delivery of which nobody knows what became.
      const fence = Number(await leases.acquire(`webhook.${webhook.id}`, 'dead', 60_000));
      const seen: string[] = [];
      const other = server(({ eventId }) => (seen.push(eventId), TAKEN));
      await other.settled();
      expect(seen).toEqual([]);
      await leases.release(`webhook.${webhook.id}`, fence);
      await other.settled();
      expect(seen).toEqual([(await of(webhook))[0]?.eventId]);
    });

    it('are in order for each message; one that comes again holds up its message and nobody else', async () => {
      const webhook = await endpoint(['message.sent', 'message.delivered']);
      const [slow, quick] = [await sent(), await sent()];
      await reach(slow, 'sent');
      await reach(slow, 'delivered');
      await reach(quick, 'sent', 'delivered');
      const seen: string[] = [];
      let isBroken = true;
      const one = server(({ topic, type }) => {
        seen.push(`${topic === `message ${slow.id}` ? 'slow' : 'quick'} ${type}`);
        return isBroken && topic === `message ${slow.id}`
          ? { status: 500, body: 'no', ms: 1, retryAfter: undefined }
          : TAKEN;
      });
      await one.settled();
      expect(seen.toSorted()).toEqual(['quick message.delivered', 'quick message.sent', 'slow message.sent']);
      const waiting = await deliveries.list({ webhookId: webhook.id, state: 'waiting' }, { limit: 10 });
      expect(waiting.map(({ attempts, error }) => [attempts, error])).toEqual([
        [0, null],
        [1, 'HTTP 500'],
      ]);
      expect(new Set(waiting.map(({ dueAt }) => dueAt)).size).toBe(1);
      expect(await deliveries.failures(waiting[1]?.seq ?? 0)).toMatchObject([
        { attempt: 1, statusCode: 500, response: 'no', error: 'HTTP 500' },
      ]);
      isBroken = false;
      seen.length = 0;
      await storage
        .get(Database)
        .write((tx) => tx.run('UPDATE webhook_deliveries SET due_at = 1 WHERE webhook_id = ?', [webhook.id]));
      await one.settled();
      expect(seen).toEqual(['slow message.sent', 'slow message.delivered']);
    });

    it('are looked for behind the endpoint that was last, and from the first one on then', async () => {
      const [one, two, three] = [
        await endpoint(['message.sent']),
        await endpoint([]),
        await endpoint(['message.sent']),
      ];
      const four = await endpoint(['message.sent']);
      await reach(await sent(), 'sent');
      const found = (limit: number, after: number) => deliveries.ready(Date.now(), limit, after);
      expect(await found(9, 0)).toEqual([one.id, three.id, four.id]);
      expect(await found(9, two.id)).toEqual([three.id, four.id, one.id]);
      expect(await found(2, three.id)).toEqual([four.id, one.id]);
      expect(await found(1, four.id)).toEqual([one.id]);
      expect(await found(0, 0)).toEqual([]);
    });

    it('that are given up let the next pass', async () => {
      const webhook = await endpoint(['message.sent', 'message.delivered'], { maxAttempts: 1 });
      await reach(await sent(), 'sent', 'delivered');
      await server(({ type }) =>
        type === 'message.sent' ? { status: 404, body: '', ms: 1, retryAfter: undefined } : TAKEN,
      ).settled();
      expect(await states(webhook)).toEqual(['delivered', 'failed']);
    });

    it('can be made again: one, or those of a span; and end at their deadline', async () => {
      const webhook = await endpoint(['message.sent'], { maxAttempts: 1 });
      const since = Date.now() - 1;
      for (let many = 0; many < 3; many++) await reach(await sent(), 'sent');
      await server(() => ({ error: 'no answer', ms: 1 })).settled();
      const rows = await until(async () => {
        const all = await of(webhook);
        return all.every(({ state }) => state === 'failed') || undefined ? all : undefined;
      });
      const [now, later] = [Date.now(), Date.now() + DELIVERY_MS];
      expect(await deliveries.redeliver(webhook.id, rows[0]?.seq ?? 0, now, later)).toBe(true);
      expect(await deliveries.redeliver(webhook.id, rows[0]?.seq ?? 0, now, later)).toBe(false);
      const span = { webhookId: webhook.id, state: 'failed', from: since, after: 0 } as const;
      expect(await deliveries.redeliverSpan(span, now, later)).toEqual({ count: 2, after: null });
      expect(await deliveries.redeliverSpan({ ...span, from: now + 60_000 }, now, later)).toEqual({
        count: 0,
        after: null,
      });
      expect(await webhooks.backlog(webhook.id)).toMatchObject({ waiting: 3 });
      expect((await deliveries.standing()).waiting).toBeGreaterThanOrEqual(3);
      while ((await deliveries.expire(later + 1)) > 0);
      expect(await states(webhook)).toEqual(['failed', 'failed', 'failed']);
      await deliveries.drop(since);
      expect(await of(webhook)).toHaveLength(3);
      while ((await deliveries.drop(later)) > 0);
      expect(await of(webhook)).toEqual([]);
    });
  });
}
