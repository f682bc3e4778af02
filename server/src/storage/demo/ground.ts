import { hashPassword } from '../../access/auth/password.js';
import type { User } from '../../access/auth/user.js';
import { encodeRow, packChunk } from '../../campaigns/number-lists/chunk-codec.js';
import type { NumberList } from '../../campaigns/number-lists/number-list.js';
import type { Program } from '../../campaigns/programs/program.js';
import { documentId } from '../../platform/common/document-id.js';
import { PairBook } from '../../messaging/pairs/pair-book.js';
import { planImport } from '../../messaging/pairs/pair-import.js';
import { starterPairs } from '../../messaging/pairs/starter-pairs.js';
import type { ChannelRecord } from '../../messaging/sim-cards/channel.js';
import type { Ports } from './ports.js';
import type { Chance } from './random.js';
import { ACCOUNTS, COUNTRY, LISTS, type ListPlan, PROGRAMS, type ProgramPlan, SIM_CARDS, someNumber } from './site.js';

const WINDOW = 10;

export interface Row {
  /** E.164. */
  number: string;
  values: string[];
}
export interface Ground {
  users: User[];
  pairs: PairBook;
  channels: ChannelRecord[];
  programs: { plan: ProgramPlan; program: Program; rows: Row[] }[];
}

/** What a site has before its first message, made at the time that it is now. */
export async function layGround(ports: Ports, password: string, chance: Chance): Promise<Ground> {
  const users = await makeAccounts(ports, password);
  const pairs = await makePairs(ports);
  const channels = await makeSimCards(ports);
  const ownerId = users[1]?.id ?? 0;
  const lists = new Map<ListPlan, { list: NumberList; rows: Row[] }>();
  for (const plan of LISTS) lists.set(plan, await makeList(ports, plan, ownerId, chance));
  const programs: Ground['programs'] = [];
  for (const plan of PROGRAMS) {
    const { list, rows } = lists.get(plan.list) ?? {};
    if (!list || !rows) continue;
    programs.push({ plan, rows, program: await makeProgram(ports, plan, list) });
  }
  return { users, pairs, channels, programs };
}

async function makeAccounts({ users }: Ports, password: string): Promise<User[]> {
  const made: User[] = [];
  for (const account of ACCOUNTS) {
    const passwordHash = await hashPassword(password);
    made.push(await users.create({ ...account, passwordHash, passwordIsCommon: false, createdAt: Date.now() }));
  }
  return made;
}

async function makePairs({ pairs }: Ports): Promise<PairBook> {
  const book = new PairBook(await pairs.all());
  const { changes } = planImport(await starterPairs(), book);
  for (const { pair } of changes) await pairs.create(pair);
  return new PairBook(await pairs.all());
}

async function makeSimCards({ channels }: Ports): Promise<ChannelRecord[]> {
  const made: ChannelRecord[] = [];
  for (const { number, label } of SIM_CARDS) {
    const now = Date.now();
    const channel = await channels.create({
      kind: 'sim',
      key: null,
      number,
      label,
      status: 'active',
      workerId: null,
      driver: null,
      iccid: null,
      imei: null,
      imsi: null,
      operator: null,
      ratePerMinute: null,
      dailyCap: null,
      window: WINDOW,
      pairIds: [],
      price: null,
      prices: {},
      createdAt: now,
      updatedAt: now,
    });
    if (channel) made.push(channel);
  }
  return made;
}

async function makeList(
  { lists }: Ports,
  { name, file, rows: count, columns, values }: ListPlan,
  ownerId: number,
  chance: Chance,
): Promise<{ list: NumberList; rows: Row[] }> {
  const rows = new Map<string, Row>();
  while (rows.size < count) {
    const number = someNumber(chance);
    rows.set(number, { number, values: values(chance) });
  }
  const now = Date.now();
  const encoded = [...rows.values()].map((row) => encodeRow(Number(row.number.slice(1)), false, row.values));
  const list: NumberList = {
    id: documentId(now),
    name,
    ownerId,
    status: 'ready',
    details: {
      fileName: file,
      fileSize: encoded.join('\n').length,
      defaultCountry: COUNTRY,
      numberColumn: 'phone',
      hasHeader: true,
      headerLine: 1,
      countryColumn: null,
      encoding: file.endsWith('.csv') ? 'utf-8' : null,
      skipHidden: false,
      hidden: 0,
      delimiter: file.endsWith('.csv') ? ',' : null,
      columns: [...columns],
      read: count,
      rows: count,
      duplicates: 0,
      rejected: 0,
      suppressed: 0,
      rowChunks: 1,
      rejectChunks: 0,
      reason: null,
    },
    createdAt: now,
    updatedAt: now,
  };
  await lists.create(list);
  await lists.putChunk(list.id, 'rows', 0, packChunk(encoded));
  return { list, rows: [...rows.values()] };
}

async function makeProgram({ programs }: Ports, plan: ProgramPlan, list: NumberList): Promise<Program> {
  const now = Date.now();
  const program: Program = {
    id: documentId(now),
    name: plan.name,
    ownerId: list.ownerId,
    pairId: null,
    listId: list.id,
    details: {
      template: plan.template,
      sender: null,
      priority: 5,
      ratePerMinute: plan.ratePerMinute,
      proxy: null,
      window: null,
      validitySeconds: 6 * 3_600,
      active: true,
      failWhen: null,
    },
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  await programs.create(program);
  return program;
}
