import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type TicketSettings, WEEKDAYS } from '@signalbox/contracts/office/ticket-settings';
import { TICKET_PRIORITIES } from '@signalbox/contracts/office/tickets';
import { UserRepository } from '../../src/access/auth/user.repository.js';
import { OfficeFiguresRepository } from '../../src/insight/metrics/office-figures.repository.js';
import { CustomerRepository } from '../../src/office/customers/customer.repository.js';
import type { NewLeadRecord } from '../../src/office/leads/lead.js';
import { LeadRepository } from '../../src/office/leads/lead.repository.js';
import type { Sought } from '../../src/office/search/search.js';
import { SearchRepository } from '../../src/office/search/search.repository.js';
import type { NewTicketRecord } from '../../src/office/tickets/ticket.js';
import { DEFAULT_SETTINGS, slaOf } from '../../src/office/tickets/ticket-settings.js';
import { TicketRepository } from '../../src/office/tickets/ticket.repository.js';
import { Invalid, NotFound } from '../../src/platform/common/errors.js';
import { forRequest } from '../../src/platform/common/idempotency/once.js';
import { NOON } from '../messages.js';
import type { OpenStorage, Storage } from './storage.js';

const DAY = '2024-01-15';
/** Somebody always works: 10 minutes to answer, 60 to resolve. */
export const SLA = slaOf(
  {
    ...DEFAULT_SETTINGS,
    business_hours: Object.fromEntries(
      WEEKDAYS.map((day) => [day, { from: '00:00', to: '24:00' }]),
    ) as TicketSettings['business_hours'],
    targets: Object.fromEntries(
      TICKET_PRIORITIES.map((each) => [each, { first_response: 10, resolution: 60 }]),
    ) as TicketSettings['targets'],
  },
  'UTC',
);
const LEAD: NewLeadRecord = {
  name: 'Jane Roe',
  email: 'jane@example.com',
  phone: '+254722345678',
  company: 'Roe & Sons',
  source: 'walk-in',
  status: 'new',
  notes: 'Wants 20 Mbit\nfor two shops',
  ownerId: null,
  nextStep: 'call',
  nextStepOn: '2024-02-01',
  createdAt: NOON,
};

/** What every adapter of tickets and leads must do alike. */
export function deskContract(open: OpenStorage): void {
  let storage: Storage;
  let tickets: TicketRepository;
  let leads: LeadRepository;
  let customers: CustomerRepository;
  let userId: number;
  let customerId: number;

  beforeAll(async () => {
    storage = await open();
    tickets = storage.get(TicketRepository);
    leads = storage.get(LeadRepository);
    customers = storage.get(CustomerRepository);
    const account = { username: 'olga', email: 'olga@example.com', passwordHash: 'x', fullName: 'Olga O.' };
    const user = await storage.get(UserRepository).create({ ...account, role: 'operator', createdAt: NOON });
    expect(user.fullName).toBe('Olga O.');
    userId = user.id;
  });
  afterAll(() => storage?.close());
  beforeEach(async () => {
    const where = { address: null, city: null, country: null, accountType: null };
    const who = { name: 'John Doe', email: null, phone: null, status: 'active' as const };
    customerId = (await customers.create({ ...who, ...where, createdAt: NOON })).id;
  });

  const ticket = (fields: Partial<NewTicketRecord> = {}, day = DAY) =>
    tickets.create(
      {
        customerId,
        subject: 'Connection issue',
        description: 'Internet keeps disconnecting',
        priority: 'high',
        category: 'technical',
        userId,
        createdAt: NOON,
        ...fields,
      },
      day,
      SLA,
    );
  const say = (ticketId: number, by: number | null, isInternal = false, createdAt = NOON + 1) =>
    tickets.reply({ ticketId, userId: by, message: 'Well…', isInternal, createdAt }, SLA);

  it('says how many tickets are open, by status, and of how many a promise is broken', async () => {
    const figures = storage.get(OfficeFiguresRepository);
    const read = async (now: number) => {
      const { tickets: counts, breached } = await figures.read(DAY, now);
      return { open: counts.find(({ status }) => status === 'open')?.count ?? 0, breached };
    };
    const [soon, late] = [NOON, NOON + 90_000_000_000];
    const before = { soon: await read(soon), late: await read(late) };
    for (const status of ['open', 'resolved'] as const) {
      await tickets.change((await ticket()).id, { status }, NOON, SLA);
    }
    expect(await read(soon)).toEqual({ ...before.soon, open: before.soon.open + 1 });
    expect(await read(late)).toEqual({ open: before.late.open + 1, breached: before.late.breached + 1 });
  });

  it('makes once what a request with a key asks for, though its server died before it could say so', async () => {
    const request = { scope: `desk-${customerId}`, bodyHash: 'x', since: NOON, status: null, answer: null };
    const twice = async <Made extends { id: number } | null>(make: () => Promise<Made>): Promise<Made> => {
      const made = await forRequest(request, make);
      expect(await forRequest(request, make)).toEqual(made);
      return made;
    };
    const made = await twice(() => ticket());
    expect(made.number).toMatch(/^TKT-/);
    expect((await twice(() => say(made.id, userId)))?.message).toBe('Well…');
    expect((await tickets.find(made.id))?.replies).toHaveLength(1);
    await twice(() => leads.create(LEAD));
    const who = { name: 'Amina', email: null, phone: null, status: 'active' as const, createdAt: NOON };
    await twice(() => customers.create({ ...who, address: null, city: null, country: null, accountType: null }));
  });

  it('keeps every field of a ticket, and its replies in their order', async () => {
    const made = await ticket();
    expect(made).toMatchObject({
      number: expect.stringMatching(/^TKT-202401-\d{4,}$/),
      status: 'open',
      assigneeId: null,
    });
    const first = await say(made.id, userId, true);
    const second = await say(made.id, null);
    const { clock } = made;
    expect(await tickets.find(made.id)).toEqual({
      ...made,
      clock: { ...clock, spent: 1, since: NOON + 1 },
      updatedAt: NOON + 1,
      replies: [first, second],
    });
    expect(first).toMatchObject({ isInternal: true, userId });
    expect(second).toMatchObject({ isInternal: false, userId: null });
    expect(await say(999_999, userId)).toBeNull();
    await expect(ticket({ customerId: 999_999 })).rejects.toThrow(Invalid);
    expect(await ticket({ customerId: null, category: null })).toMatchObject({ customerId: null, category: null });
  });

  it('moves a ticket on, and opens it again when the customer writes', async () => {
    const { id } = await ticket();
    await say(id, userId);
    expect(await tickets.find(id)).toMatchObject({ status: 'in_progress' });
    expect(await tickets.change(id, { status: 'resolved', assigneeId: userId }, NOON + 5, SLA)).toBe(true);
    expect(await tickets.find(id)).toMatchObject({ status: 'resolved', resolvedAt: NOON + 5, assigneeId: userId });
    await say(id, null, false, NOON + 9);
    expect(await tickets.find(id)).toMatchObject({ status: 'open', resolvedAt: null, updatedAt: NOON + 9 });
    await tickets.change(id, { assigneeId: null, priority: 'low' }, NOON + 10, SLA);
    expect(await tickets.find(id)).toMatchObject({ assigneeId: null, priority: 'low', status: 'open' });
    await expect(tickets.change(id, { assigneeId: 999_999 }, NOON, SLA)).rejects.toThrow(Invalid);
    expect(await tickets.change(999_999, {}, NOON, SLA)).toBe(false);
  });

  it('lists and counts tickets by what they are', async () => {
    const [one, two] = [await ticket(), await ticket({ priority: 'urgent' })];
    await tickets.change(one.id, { status: 'closed' }, NOON, SLA);
    const ids = async (filter: object) =>
      (await tickets.list({ customerId, ...filter }, { limit: 9 })).map(({ id }) => id);
    expect(await ids({})).toEqual([two.id, one.id]);
    expect(await ids({ status: 'closed' })).toEqual([one.id]);
    expect(await ids({ priority: 'urgent' })).toEqual([two.id]);
    expect(await ids({ isOpen: true })).toEqual([two.id]);
    expect(await ids({ isOpen: false })).toEqual([one.id]);
    await tickets.change(two.id, { assigneeId: userId }, NOON, SLA);
    expect([await ids({ isUnassigned: true }), await ids({ isUnassigned: false })]).toEqual([[one.id], [two.id]]);
    expect(await tickets.count({ customerId, isOpen: true })).toBe(1);
  });

  it('numbers tickets of a month without a gap, whoever comes at once', async () => {
    const made = await Promise.all(Array.from({ length: 60 }, () => ticket({}, '2032-02-29')));
    expect(made.map(({ number }) => number).sort()).toEqual(
      Array.from({ length: 60 }, (_, nth) => `TKT-203202-${String(nth + 1).padStart(4, '0')}`),
    );
  });

  it('keeps every field of a lead, and changes what is given', async () => {
    const lead = await leads.create({ ...LEAD, ownerId: userId });
    expect(lead).toEqual({ ...LEAD, ownerId: userId, id: lead.id, customerId: null, updatedAt: NOON });
    expect(await leads.find(lead.id)).toEqual(lead);
    const changed = await leads.change(lead.id, { status: 'contacted', nextStep: null, email: null }, NOON + 1);
    expect(changed).toEqual({ ...lead, status: 'contacted', nextStep: null, email: null, updatedAt: NOON + 1 });
    expect(await leads.find(lead.id)).toEqual(changed);
    await expect(leads.change(lead.id, { phone: null }, NOON)).rejects.toThrow(Invalid);
    await expect(leads.create({ ...LEAD, ownerId: 999_999 })).rejects.toThrow(Invalid);
    expect(await leads.change(999_999, {}, NOON)).toBeNull();
    expect(await leads.list({ status: 'contacted', ownerId: userId }, { limit: 9 })).toEqual([changed]);
    expect(await leads.count({ status: 'contacted' })).toBe(1);
  });

  it('lists and counts leads by their source and by what should have been done', async () => {
    const source = 'fair 2031';
    const lead = (fields: Partial<NewLeadRecord>) => leads.create({ ...LEAD, source, ownerId: userId, ...fields });
    const before = await leads.stages(userId, '2031-05-10');
    const late = await lead({ nextStepOn: '2031-05-09', status: 'proposal' });
    const today = await lead({ nextStepOn: '2031-05-10', status: 'proposal' });
    const open = await lead({ nextStepOn: null });
    const won = await lead({ nextStepOn: '2031-05-01', status: 'won' });
    const ids = async (is?: boolean) => {
      const overdue = is === undefined ? undefined : { on: '2031-05-10', is };
      return (await leads.list({ source, overdue }, { limit: 9 })).map(({ id }) => id);
    };
    expect(await ids()).toEqual([won.id, open.id, today.id, late.id]);
    expect(await ids(true)).toEqual([late.id]);
    expect(await ids(false)).toEqual([won.id, open.id, today.id]);
    const of = (stages: typeof before, status: string) =>
      stages.find((each) => each.status === status) ?? { count: 0, overdue: 0 };
    const after = await leads.stages(userId, '2031-05-10');
    expect(of(after, 'proposal').count - of(before, 'proposal').count).toBe(2);
    expect(of(after, 'proposal').overdue - of(before, 'proposal').overdue).toBe(1);
    expect(of(after, 'won')).toMatchObject({ overdue: 0 });
  });

  it('finds customers, invoices and tickets by what they begin with', async () => {
    const search = storage.get(SearchRepository);
    const where = { address: null, city: null, country: null, accountType: null, email: null };
    const who = { name: 'Zawadi  van Ümit', phone: '+254799000111', status: 'active' as const, createdAt: NOON };
    const { id, accountNumber } = await customers.create({ ...who, ...where });
    const one = await ticket({ customerId: id });
    const find = async (sought: Partial<Sought>) => {
      const hits = await search.find({ number: '~', name: '~', phones: [], ...sought });
      return hits.map((hit) => `${hit.kind} ${hit.id}`);
    };
    const theirs = [`customer ${id}`, `ticket ${one.id}`];
    expect(await find({ name: 'zawadi van' })).toEqual(theirs);
    expect(await find({ name: 'ümi' })).toEqual(theirs);
    expect(await find({ name: 'awadi' })).toEqual([]);
    expect(await find({ name: '%' })).toEqual([]);
    expect(await find({ phones: ['+1', '+254799'] })).toEqual(theirs);
    expect(await find({ number: accountNumber })).toEqual(theirs);
    expect(await find({ number: one.number })).toEqual([`ticket ${one.id}`]);
    await customers.change(id, { name: 'Amina Zuberi' }, NOON);
    expect(await find({ name: 'zub' })).toEqual(theirs);
    expect(await find({ name: 'zawadi' })).toEqual([]);
  });

  it('makes a lead a customer once, however often and at once it is asked for', async () => {
    const { id } = await leads.create(LEAD);
    const before = await customers.count({});
    const tried = await Promise.allSettled(Array.from({ length: 20 }, () => leads.convert(id, NOON + 7)));
    const told = tried.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(told).toHaveLength(20);
    expect(told.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(told.map(({ customerId }) => customerId)).size).toBe(1);
    expect(await customers.count({})).toBe(before + 1);
    const made = told[0]?.customerId ?? 0;
    expect(await customers.find(made)).toMatchObject({ name: 'Jane Roe', phone: '+254722345678', createdAt: NOON + 7 });
    expect(await leads.find(id)).toMatchObject({ status: 'won', customerId: made });
    expect(await leads.convert(id, NOON)).toEqual({ customerId: made, isNew: false });
    await expect(leads.convert(999_999, NOON)).rejects.toThrow(NotFound);
  });
}
