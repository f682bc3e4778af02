import { DEFAULT_SETTINGS, slaOf } from '../../office/tickets/ticket-settings.js';
import type { User } from '../../access/auth/user.js';
import type { Customer } from '../../office/customers/customer.js';
import { dayAfter } from '../../platform/common/zoned-time.js';
import { ownNumber } from './buyers.js';
import type { Ports } from './ports.js';
import type { Chance } from './random.js';
import { someName } from './site.js';
import { LEADS, type LeadPlan, TALKS, type TalkPlan } from './talks.js';
import { Timeline } from './timeline.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TICKETS = 22;
/** Between two tickets, at most. */
const TICKET_EVERY_MS = 3 * DAY_MS;
const LEADS_SINCE_DAYS = 40;

interface People {
  customers: readonly Customer[];
  /** Who answers. */
  staff: readonly User[];
}

/** Tickets with what was said, and those who may become customers, over the last weeks. */
export async function fillDesk(ports: Ports, { customers, staff }: People, chance: Chance, now: number): Promise<void> {
  const time = new Timeline(now);
  for (let nth = 0; nth < TICKETS; nth++) {
    const talk = TALKS[nth % TALKS.length];
    // The last ones came today.
    const at = now - (TICKETS - 1 - nth) ** 1.4 * (TICKET_EVERY_MS / TICKETS ** 0.4) - chance.between(1, 5) * HOUR_MS;
    const about = { customer: chance.pick(customers), assignee: chance.percent(75) ? chance.pick(staff) : null };
    if (talk) time.plan(at, (when) => talkOver(ports, talk, about, { time, at: when }));
  }
  const taken = new Set<string>();
  LEADS.forEach((plan, index) => {
    const at = now - (LEADS_SINCE_DAYS * (LEADS.length - index) * DAY_MS) / LEADS.length;
    const who = { phone: ownNumber(chance, taken), owner: chance.percent(70) ? chance.pick(staff) : null };
    time.plan(at, (when) => meet(ports, plan, { ...who, name: someName(chance) }, { at: when, now }));
  });
  await time.pass();
}

async function talkOver(
  { tickets, calendar }: Ports,
  { subject, description, category, priority, replies, end }: TalkPlan,
  { customer, assignee }: { customer: Customer; assignee: User | null },
  { time, at }: { time: Timeline; at: number },
): Promise<void> {
  const sla = slaOf(DEFAULT_SETTINGS, calendar.zone);
  const record = { customerId: customer.id, subject, description, category, priority, userId: null, createdAt: at };
  const ticket = await tickets.create(record, calendar.dayOf(at), sla);
  if (assignee)
    time.plan(at + HOUR_MS / 6, (when) => tickets.change(ticket.id, { assigneeId: assignee.id }, when, sla));
  let said = at;
  for (const [voice, message, hours] of replies) {
    said += hours * HOUR_MS;
    const userId = voice === 'customer' ? null : (assignee?.id ?? 1);
    const reply = { ticketId: ticket.id, userId, message, isInternal: voice === 'inside' };
    time.plan(said, (when) => tickets.reply({ ...reply, createdAt: when }, sla));
  }
  if (end) time.plan(said + HOUR_MS / 4, (when) => tickets.change(ticket.id, { status: end }, when, sla));
}

async function meet(
  { leads, calendar }: Ports,
  { status, company, source, nextStep, nextStepIn, notes }: LeadPlan,
  { name, phone, owner }: { name: string; phone: string; owner: User | null },
  { at, now }: { at: number; now: number },
): Promise<void> {
  const nextStepOn = nextStepIn === null ? null : dayAfter(calendar.dayOf(now), nextStepIn);
  const about = { name, phone, email: null, company, source, notes, nextStep, nextStepOn };
  // Won is who was made a customer.
  const begun = status === 'won' ? 'proposal' : status;
  const lead = await leads.create({ ...about, status: begun, ownerId: owner?.id ?? null, createdAt: at });
  if (status === 'won') await leads.convert(lead.id, at + DAY_MS / 2);
}
