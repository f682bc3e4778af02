import type { NewMessage } from '@signalbox/contracts/messages';
import { uuidv7 } from '../../platform/common/uuid.js';
import { newMessage } from '../../messaging/sms/accept/new-message.js';
import type { Message } from '../../messaging/sms/message.js';
import type { Customer } from '../../office/customers/customer.js';
import { actAs } from './acts.js';
import { Business } from './business.js';
import { comeBack, travelTo } from './clock.js';
import { fillDesk } from './desk.js';
import { type Ground, layGround } from './ground.js';
import { type Chapter, lifeOf, replyTo } from './lives.js';
import { fillRouters, fillWebhooks } from './outside.js';
import { Past, minuteOf } from './past.js';
import type { Ports } from './ports.js';
import { Chance } from './random.js';
import { DemoRun } from './runs.js';
import { COUNTRY, someBill, someNumber, someReply, someText } from './site.js';
import { fillTill } from './till.js';
import { fillAlerts } from './watch.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const SINGLES_A_DAY = 260;
const SCHEDULED = 12;
/** Of a hundred who got a message of the clinic, so many answer. */
const ANSWER_PERCENT = 9;
/** Of a hundred single messages, so many are about what a customer owes. */
const CUSTOMERS_PERCENT = 3;
/** When single messages are sent, by the hour (UTC): how many of them, next to the other hours. */
const HOURS = [1, 1, 1, 2, 5, 9, 12, 13, 12, 11, 10, 12, 12, 11, 10, 9, 8, 7, 5, 4, 3, 2, 1, 1];

/**
 * Fills an empty installation with what a site of some weeks would have, ending now.
 * @param password of all its accounts
 * @returns how many messages
 */
export async function fillSite(ports: Ports, days: number, password: string): Promise<number> {
  const now = Date.now();
  const chance = new Chance(2026);
  const begin = now - (now % DAY_MS) - days * DAY_MS;
  travelTo(begin);
  try {
    const ground = await layGround(ports, password, chance);
    const customers = await fillOffice(ports, ground, now);
    travelTo(begin);
    const past = pastOf(ports, ground, chance);
    const userId = ground.users.at(-1)?.id ?? 0;
    for (const at of moments(begin, now, chance)) {
      const customer = chance.percent(CUSTOMERS_PERCENT) ? chance.pick(customers).phone : null;
      const what = customer ? { to: customer, text: someBill(chance) } : { text: someText(chance) };
      past.plan(at, () => single({ ...what, userId, at }, ground, chance));
    }
    await live(ports, ground, past, begin, now);
    travelTo(now);
    const later = Array.from({ length: SCHEDULED }, (_, index) => {
      const sendAt = now + DAY_MS + index * 600_000;
      return single({ text: 'Reminder: the clinic opens at 8.', userId, at: now, sendAt }, ground, chance);
    });
    await past.store(later);
    while (await ports.totals.rollUp(minuteOf(now))) continue;
    await fillHouse(ports, ground, customers, { begin, now });
    return past.stored;
  } finally {
    comeBack();
  }
}

/** The business beside the messages: its own chance leaves theirs as it was. */
async function fillOffice(ports: Ports, { users }: Ground, now: number): Promise<Customer[]> {
  const chance = new Chance(12);
  const staff = users.filter(({ role }) => role === 'admin' || role === 'operator');
  const business = new Business(ports, chance, staff[0]?.id ?? 0, now);
  await business.run();
  await fillDesk(ports, { customers: business.customers, staff }, chance, now);
  await fillTill(ports, { customers: business.customers, userId: staff[0]?.id ?? 0 }, chance, now);
  return business.customers;
}

/** What whoever looks after it all has to do with, and did. */
async function fillHouse(
  ports: Ports,
  { users, channels }: Ground,
  customers: readonly Customer[],
  { begin, now }: { begin: number; now: number },
): Promise<void> {
  const [admin, operator] = [users.find(({ role }) => role === 'admin'), users.find(({ role }) => role === 'operator')];
  const [moved] = customers;
  if (!admin || !operator || !moved) return;
  await fillRouters(ports, admin, begin, now);
  await fillAlerts(ports, { admin, operator, channels }, { begin, now });
  await fillWebhooks(ports, admin, now);
  travelTo(now - DAY_MS / 8);
  const asked = { city: 'Kisumu', address: '14 Oginga Odinga Street' };
  const change = { method: 'PATCH', url: '/api/v1/customers/:id', subject: moved.id, asked } as const;
  await actAs(ports, operator, change, () => ports.customers.change(moved.id, asked, Date.now()));
  const taken = { method: 'GET', url: '/api/v1/payments.csv', asked: { status: 'completed' } } as const;
  await actAs(ports, admin, taken, () => Promise.resolve());
}

function pastOf(ports: Ports, { channels }: Ground, chance: Chance): Past {
  const chaptersOf = (message: Message): Chapter[] => {
    const { id, number } = chance.pick(channels);
    return lifeOf(message, { id, number: number ?? '' }, chance);
  };
  const past: Past = new Past(ports.messages, chaptersOf, (message, chapters) => {
    const end = chapters.at(-1);
    if (message.runId === null || end?.word !== 'delivered' || !chance.percent(ANSWER_PERCENT)) return;
    const answered = { ...message, ...chapters[0]?.patch };
    const at = end.at + chance.between(30_000, 3_000_000);
    past.plan(at, () => replyTo(answered, someReply(chance), at));
  });
  return past;
}

/** Minute by minute from a time to another. */
async function live(ports: Ports, ground: Ground, past: Past, begin: number, end: number): Promise<void> {
  let going: DemoRun[] = [];
  for (let minute = minuteOf(begin); minute < minuteOf(end); minute++) {
    const now = minute * MINUTE_MS;
    travelTo(now);
    for (const about of ground.programs) {
      const daysAgo = Math.floor((end - now) / DAY_MS);
      if (now % DAY_MS !== about.plan.hour * 3_600_000) continue;
      if (!about.plan.runsOn(daysAgo, new Date(now).getUTCDay())) continue;
      const isLast = daysAgo <= 1 && about.plan.pausedAt !== null;
      const run = new DemoRun(ports, ground, about, isLast ? about.plan.pausedAt : null);
      await run.begin(now);
      going.push(run);
    }
    const after: DemoRun[] = [];
    for (const run of going) if (await run.pass(past, now)) after.push(run);
    going = after;
    await past.pass(minute);
    await obey(ports, past.takeStops(), now);
  }
}

/** Who wrote STOP gets no more. */
async function obey({ suppressions }: Ports, numbers: string[], now: number): Promise<void> {
  if (numbers.length === 0) return;
  await suppressions.apply(
    numbers.map((number) => ({ add: { number, source: 'stop', note: null, createdAt: now } as const })),
  );
}

/** When single messages are sent, in order. */
function moments(begin: number, end: number, chance: Chance): number[] {
  const hours = HOURS.map((weight, hour) => [hour, weight] as const);
  const all: number[] = [];
  for (let day = begin; day < end; day += DAY_MS) {
    const isSunday = new Date(day).getUTCDay() === 0;
    for (let left = isSunday ? SINGLES_A_DAY / 3 : SINGLES_A_DAY; left > 0; left--) {
      all.push(day + chance.weighed(hours) * 3_600_000 + chance.between(0, 3_599_999));
    }
  }
  return all.filter((at) => at < end - 2 * MINUTE_MS).sort((a, b) => a - b);
}

interface Single {
  to?: string;
  text: string;
  userId: number;
  at: number;
  sendAt?: number;
}

function single({ to, text, userId, at, sendAt }: Single, ground: Ground, chance: Chance): Message {
  const request: NewMessage = {
    to: to ?? someNumber(chance),
    text,
    priority: text.startsWith('Your code') ? 'urgent' : 'normal',
    max_attempts: 3,
    ...(text.startsWith('Order') ? { client_ref: text.split(' ').slice(0, 2).join('-').toLowerCase() } : {}),
    ...(sendAt === undefined ? {} : { send_at: new Date(sendAt).toISOString() }),
  };
  const channels = { find: () => undefined, findByNumber: () => undefined };
  const pairs = { all: [], find: () => undefined, matchPrefix: (number: string) => ground.pairs.matchPrefix(number) };
  const context = { id: uuidv7(at), userId, apiKeyId: null, now: at, country: COUNTRY, smartEncoding: false, channels };
  return newMessage(request, { ...context, pairs, shortCodes: false });
}
