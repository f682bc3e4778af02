import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { MessageRepository } from '../../src/messaging/sms/message.repository.js';
import { CustomerRepository } from '../../src/office/customers/customer.repository.js';
import { TicketSettingsRepository } from '../../src/office/tickets/ticket-settings.repository.js';
import { DEFAULT_SETTINGS } from '../../src/office/tickets/ticket-settings.js';
import { type HearBy, type Incoming, TicketSmsRepository } from '../../src/office/tickets/ticket-sms.repository.js';
import { TicketRepository } from '../../src/office/tickets/ticket.repository.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { OutboxRepository } from '../../src/platform/outbox/outbox.repository.js';
import { NOON, messageWith } from '../messages.js';
import { SLA } from './desk.contract.js';
import type { OpenStorage, Storage } from './storage.js';

const MINUTE = 60_000;
const BY: HearBy = { overSince: NOON, opensTicket: false, day: '2024-01-15', sla: SLA };

/** What every adapter of tickets' clocks, and of SMS in tickets, must do alike. */
export function ticketSmsContract(open: OpenStorage): void {
  let storage: Storage;
  let tickets: TicketRepository;
  let sms: TicketSmsRepository;
  let phone: string;
  let customerId: number;
  let made = 0;

  beforeAll(async () => {
    storage = await open();
    tickets = storage.get(TicketRepository);
    sms = storage.get(TicketSmsRepository);
  });
  afterAll(() => storage?.close());
  beforeEach(async () => {
    phone = `+2547000000${String(++made).padStart(2, '0')}`;
    const where = { address: null, city: null, country: null, accountType: null, email: null };
    const who = { name: 'John Doe', phone, status: 'active' as const, createdAt: NOON };
    customerId = (await storage.get(CustomerRepository).create({ ...who, ...where })).id;
  });

  const ticket = () => {
    const what = { subject: 'No light', description: 'since noon', priority: 'high', category: null } as const;
    return tickets.create({ ...what, customerId, userId: 1, createdAt: NOON }, '2024-01-15', SLA);
  };
  const say = (ticketId: number, message = 'Well…', createdAt = NOON + MINUTE) =>
    tickets.reply({ ticketId, userId: 7, message, isInternal: false, smsTo: phone, createdAt }, SLA, createdAt + 5);
  const came = (createdAt = NOON + 2 * MINUTE): Incoming => ({
    seq: 0,
    id: `00000000-0000-4000-8000-0000000${String(++made).padStart(5, '0')}`,
    from: phone,
    createdAt,
  });

  it('stops a clock while the customer has the word, and writes down what is broken', async () => {
    const { id, clock } = await ticket();
    expect(clock).toMatchObject({ responseDueAt: NOON + 10 * MINUTE, resolutionDueAt: NOON + 60 * MINUTE });
    expect(await tickets.flag(NOON + 10 * MINUTE - 1, 100)).toBe(0);
    const broken = async (at: number) =>
      (await tickets.list({ customerId, breached: { at, is: true } }, { limit: 9 })).map((each) => each.id);
    expect(await broken(NOON + 10 * MINUTE - 1)).toEqual([]);
    expect(await broken(NOON + 10 * MINUTE)).toEqual([id]);
    expect(await tickets.flag(NOON + 11 * MINUTE, 100)).toBe(1);
    expect(await tickets.flag(NOON + 11 * MINUTE, 100)).toBe(0);
    expect(await broken(NOON)).toEqual([id]);
    expect(await tickets.count({ customerId, breached: { at: NOON, is: false } })).toBe(0);
    await tickets.change(id, { status: 'waiting' }, NOON + 20 * MINUTE, SLA);
    expect((await tickets.find(id))?.clock).toMatchObject({ since: null, spent: 20 * MINUTE });
    expect(await tickets.flag(NOON + 500 * MINUTE, 100)).toBe(0);
    await tickets.change(id, { status: 'open' }, NOON + 600 * MINUTE, SLA);
    expect((await tickets.find(id))?.clock).toMatchObject({
      since: NOON + 600 * MINUTE,
      responseBreachedAt: NOON + 10 * MINUTE,
      resolutionDueAt: NOON + 640 * MINUTE,
      resolutionBreachedAt: null,
    });
    await tickets.change(id, { status: 'closed' }, NOON + 600 * MINUTE, SLA);
  });

  it('has a reply leave by SMS in its own transaction, and knows what became of it', async () => {
    const { id } = await ticket();
    const reply = await say(id, 'Please restart it');
    expect(reply?.sms).toEqual({ to: phone, messageId: null, error: null });
    const replyId = reply?.id ?? 0;
    const [item] = await storage.get(OutboxRepository).list({ kind: 'ticket-sms' }, { limit: 1 });
    expect(item).toMatchObject({
      topic: `reply ${replyId}`,
      payload: { reply_id: replyId, ticket_id: id },
      deadline: NOON + MINUTE + 5,
    });
    const expected = {
      replyId,
      ticketId: id,
      userId: 7,
      to: phone,
      text: 'Please restart it',
      createdAt: NOON + MINUTE,
    };
    expect(await sms.reply(replyId)).toEqual(expected);
    await sms.note(replyId, { error: 'x'.repeat(300) });
    expect((await tickets.find(id))?.replies[0]?.sms).toMatchObject({ messageId: null, error: 'x'.repeat(200) });
    await sms.note(replyId, { messageId: 'abc' });
    expect((await tickets.find(id))?.replies[0]?.sms).toEqual({ to: phone, messageId: 'abc', error: null });
    expect((await tickets.find(id))?.clock.respondedAt).toBe(NOON + MINUTE);
    expect(await sms.reply(999_999)).toBeNull();
  });

  it('puts an answer into the ticket that was last answered by SMS, once however often it comes', async () => {
    const [older, last] = [await ticket(), await ticket()];
    await say(older.id);
    await say(last.id, 'Well?', NOON + 2 * MINUTE);
    const message = came();
    const heard = await Promise.all(Array.from({ length: 8 }, () => sms.hear(message, 'Works now', BY)));
    expect(heard.filter(Boolean)).toEqual([{ ticketId: last.id, isNew: false }]);
    const { replies, status } = (await tickets.find(last.id)) ?? {};
    expect(status).toBe('open');
    expect(replies?.slice(1)).toMatchObject([
      { userId: null, message: 'Works now', isInternal: false, sms: { to: null, messageId: message.id, error: null } },
    ]);
    expect((await tickets.find(older.id))?.replies).toHaveLength(1);
  });

  it('has the customer have the word who is answered by SMS: the clock stands until there is one', async () => {
    const { id } = await ticket();
    await say(id, 'Is it on?', NOON + 4 * MINUTE);
    expect(await tickets.find(id)).toMatchObject({ status: 'waiting', clock: { since: null, spent: 4 * MINUTE } });
    await sms.hear(came(NOON + 500 * MINUTE), 'It is', BY);
    const { status, clock } = (await tickets.find(id)) ?? {};
    expect(status).toBe('open');
    expect(clock).toMatchObject({ since: NOON + 500 * MINUTE, resolutionDueAt: NOON + 556 * MINUTE });
  });

  it('begins the clocks of tickets that are older than clocks', async () => {
    const [asked, answered, over] = [await ticket(), await ticket(), await ticket()];
    const record = { userId: 7, message: 'On it', isInternal: false, createdAt: NOON + MINUTE };
    await tickets.reply({ ...record, ticketId: answered.id }, SLA);
    await tickets.change(over.id, { status: 'closed' }, NOON, SLA);
    await storage
      .get(Database)
      .write((tx) =>
        tx.run('UPDATE tickets SET clock_since = NULL, responded_at = NULL, next_due_at = NULL WHERE customer_id = ?', [
          customerId,
        ]),
      );
    const at = NOON + 1000 * MINUTE;
    expect(await tickets.begin(at, SLA, 500)).toBe(2);
    expect(await tickets.begin(at, SLA, 500)).toBe(0);
    const clockOf = async ({ id }: { id: number }) => (await tickets.find(id))?.clock;
    expect(await clockOf(asked)).toMatchObject({ since: at, respondedAt: null, responseDueAt: at + 10 * MINUTE });
    expect(await clockOf(answered)).toMatchObject({ since: at, respondedAt: NOON + MINUTE });
    expect(await clockOf(over)).toMatchObject({ since: null });
  });

  it('opens a ticket again that was over not long ago, and no older one', async () => {
    const { id } = await ticket();
    await say(id);
    await tickets.change(id, { status: 'resolved' }, NOON + 10, SLA);
    expect(await sms.hear(came(), 'Hello', { ...BY, overSince: NOON + 11 })).toBeNull();
    expect(await sms.hear(came(), 'Not yet', { ...BY, overSince: NOON + 10 })).toEqual({ ticketId: id, isNew: false });
    expect(await tickets.find(id)).toMatchObject({ status: 'open', resolvedAt: null });
  });

  it('makes a ticket of what answers none only where that is wanted, of a customer, and once', async () => {
    expect(await sms.hear(came(), 'No light', BY)).toBeNull();
    const message = came();
    const heard = await Promise.all(
      [1, 2, 3].map(() => sms.hear(message, ' No\nlight! ', { ...BY, opensTicket: true })),
    );
    const [one, ...others] = heard.filter((each) => each !== null);
    expect(others).toEqual([]);
    const { id, ...rest } = (await tickets.find(one?.ticketId ?? 0)) ?? { id: 0 };
    expect(rest).toMatchObject({
      customerId,
      subject: 'No light!',
      description: ' No\nlight! ',
      userId: null,
      category: 'sms',
    });
    // What comes next belongs to it.
    expect(await sms.hear(came(), 'And no sound', { ...BY, opensTicket: true })).toEqual({
      ticketId: id,
      isNew: false,
    });
    const stranger = { ...came(), from: '+19995550000' };
    expect(await sms.hear(stranger, 'Hello', { ...BY, opensTicket: true })).toBeNull();
  });

  it('looks at what came in behind what it has passed, and knows whom it is from', async () => {
    const { id } = await ticket();
    const before = (await sms.incoming(1000)).at(-1)?.seq ?? 0;
    await sms.passed(before);
    const inbound = (uuid: string, peer: string) =>
      messageWith({ id: uuid, direction: 'inbound', status: 'received', peer, text: `from ${peer}` });
    const [one, two] = [came().id, came().id];
    const messages = storage.get(MessageRepository);
    await messages.insertMany([inbound(one, phone), inbound(two, '+19995550000')], { known: true });
    const page = await sms.incoming(1000);
    expect(page.map(({ id: uuid, from }) => [uuid, from])).toEqual([
      [one, phone],
      [two, '+19995550000'],
    ]);
    expect(await sms.text(one)).toBe(`from ${phone}`);
    const numbers = page.map(({ from }) => from);
    expect([...(await sms.known(numbers, false))]).toEqual([]);
    expect([...(await sms.known(numbers, true))]).toEqual([phone]);
    await say(id);
    expect([...(await sms.known(numbers, false))]).toEqual([phone]);
    expect(await sms.incoming(1)).toHaveLength(1);
    await sms.passed(page[0]?.seq ?? 0);
    await sms.passed(before);
    expect((await sms.incoming(1000)).map(({ id: uuid }) => uuid)).toEqual([two]);
  });

  it('keeps what is promised', async () => {
    const settings = storage.get(TicketSettingsRepository);
    expect(await settings.find()).toBeNull();
    await settings.keep(DEFAULT_SETTINGS, NOON);
    const other = { ...DEFAULT_SETTINGS, closed_on: ['2024-12-25'] };
    await settings.keep(other, NOON);
    expect(await settings.find()).toEqual(other);
  });
}
