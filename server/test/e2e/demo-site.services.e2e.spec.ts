import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INVOICE_STATUSES } from '@signalbox/contracts/office/invoices';
import { LEAD_STATUSES } from '@signalbox/contracts/office/leads';
import { PAYMENT_STATUSES } from '@signalbox/contracts/office/payments';
import { TICKET_STATUSES } from '@signalbox/contracts/office/ticket-statuses';
import { AuditRepository } from '../../src/access/audit/audit.repository.js';
import { verifyChain } from '../../src/access/audit/chain.js';
import { verifyPassword } from '../../src/access/auth/password.js';
import { UserRepository } from '../../src/access/auth/user.repository.js';
import { NumberListRepository } from '../../src/campaigns/number-lists/number-list.repository.js';
import { ProgramRepository } from '../../src/campaigns/programs/program.repository.js';
import { RunRepository } from '../../src/campaigns/programs/runs/run.repository.js';
import { AlertRepository } from '../../src/insight/alerts/alert.repository.js';
import { TotalsRepository } from '../../src/messaging/counts/totals.repository.js';
import { MessageRepository, type StoredMessage } from '../../src/messaging/sms/message.repository.js';
import { InvoiceRepository } from '../../src/office/billing/invoice.repository.js';
import { LeadRepository } from '../../src/office/leads/lead.repository.js';
import { IncomingRepository } from '../../src/office/mpesa/incoming.repository.js';
import { PaymentRepository } from '../../src/office/payments/payment.repository.js';
import { RouterRepository } from '../../src/office/routers/router.repository.js';
import { stateOf } from '../../src/office/routers/router.js';
import { TicketRepository } from '../../src/office/tickets/ticket.repository.js';
import { DeliveryRepository } from '../../src/outside/webhooks/delivery.repository.js';
import { WebhookRepository } from '../../src/outside/webhooks/webhook.repository.js';
import { checkLedger } from '../../src/storage/office/check-ledger.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { type OpenStorage, type Storage, openMariadb, openSqlite } from '../contracts/storage.js';
import { describeWith } from '../services/describe-with.js';

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'storage', 'demo', 'main.js');
const MOST = 5_000;

/** Runs the command as `npm run demo:seed` does. */
async function seed({ DATA_DIR, DATABASE_URL }: Storage['config']['env'], args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env['PATH'], DATA_DIR, ...(DATABASE_URL && { DATABASE_URL }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { output, errors, code: code as number };
}

function onStorage(open: OpenStorage): void {
  let storage: Storage;
  let done: Awaited<ReturnType<typeof seed>>;
  let messages: StoredMessage[];
  beforeAll(async () => {
    storage = await open();
    done = await seed(storage.config.env, ['2']);
    messages = await storage.get(MessageRepository).list({}, MOST);
  });
  afterAll(() => storage?.close());

  it('stores a site with a past', async () => {
    expect(done).toMatchObject({ code: 0, errors: '' });
    expect(done.output).toContain(`${messages.length} messages of 2 days`);
    const statuses = new Set(messages.map(({ status }) => status));
    for (const status of ['delivered', 'undelivered', 'failed', 'scheduled', 'received'] as const) {
      expect(statuses).toContain(status);
    }
    expect(await storage.get(NumberListRepository).list(10)).toHaveLength(3);
  });

  it('stores messages and ids in the order of time', () => {
    const times = messages.map(({ createdAt }) => createdAt);
    for (let index = 1; index < times.length; index++) {
      expect((times[index] ?? 0) - (times[index - 1] ?? 0)).toBeLessThan(60_000);
    }
    const ids = messages.map(
      ({ id, createdAt }) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) - createdAt,
    );
    for (const ahead of ids) expect(Math.abs(ahead)).toBeLessThan(60_000);
  });

  it('counts in each hour what was sent in it', async () => {
    const hour = 3_600_000;
    const last = Math.floor(Date.now() / hour);
    const series = await storage
      .get(TotalsRepository)
      .series({ from: (last - 72) * 60, to: (last + 1) * 60, span: 60 });
    for (const { start, accepted } of series) {
      const from = start * 60_000;
      const own = messages.filter(
        ({ direction, createdAt }) => direction === 'outbound' && createdAt >= from && createdAt < from + hour,
      );
      expect([start, accepted]).toEqual([start, own.length]);
    }
    expect(series.length).toBeGreaterThan(12);
  });

  it('leaves one run paused, the others complete', async () => {
    const programs = await storage.get(ProgramRepository).list(10);
    const runs = await storage.get(RunRepository).latest(programs.map(({ id }) => id));
    expect(runs.map(({ status }) => status).filter((status) => status === 'paused')).toHaveLength(1);
    for (const run of runs) if (run.status === 'completed') expect(run.cursor).toBe(run.totalRows);
  });

  it('has a business of some months beside it, whose books balance', async () => {
    expect((await checkLedger(storage.get(Database))).wrong).toEqual([]);
    const today = new Date().toISOString().slice(0, 10);
    const invoices = storage.get(InvoiceRepository);
    for (const status of INVOICE_STATUSES) {
      expect([status, (await invoices.count({ today, status })) > 0]).toEqual([status, true]);
    }
    for (const status of PAYMENT_STATUSES) {
      expect([status, (await storage.get(PaymentRepository).count({ status })) > 0]).toEqual([status, true]);
    }
    for (const status of TICKET_STATUSES) {
      expect([status, (await storage.get(TicketRepository).count({ status })) > 0]).toEqual([status, true]);
    }
    for (const status of LEAD_STATUSES) {
      expect([status, (await storage.get(LeadRepository).count({ status })) > 0]).toEqual([status, true]);
    }
    const unmatched = await storage.get(IncomingRepository).list('unmatched', { limit: 9 });
    const why = ['unknown_account', 'unknown_account', 'unknown_account', 'unknown_account', 'probable_duplicate'];
    expect(unmatched.map(({ reason }) => reason).toSorted()).toEqual(why.toSorted());
    const [credited] = await storage.rows<{ count: number }>('SELECT COUNT(*) AS count FROM credit_notes');
    expect(Number(credited?.count)).toBe(2);
  });

  it('has what somebody who looks after it sees: alerts, an endpoint with deliveries, a router, the audit log', async () => {
    const alerts = await storage.get(AlertRepository).list({}, { limit: 20 });
    expect(alerts.map(({ kind, state }) => `${kind} ${state}`).toSorted()).toEqual([
      'broker_away resolved',
      'payments_unmatched firing',
      'queue_age resolved',
      'sim_offline resolved',
      'ticket_sla acknowledged',
    ]);
    const [webhook, ...more] = await storage.get(WebhookRepository).list({}, { limit: 9 });
    expect([webhook?.state, more]).toEqual(['paused', []]);
    const deliveries = storage.get(DeliveryRepository);
    const told = await deliveries.list({ webhookId: webhook?.id ?? 0 }, { limit: 20 });
    const ends = told.map(({ state, attempts }) => `${state} ${attempts}`).toSorted();
    expect(ends).toEqual([...Array.from({ length: 6 }, () => 'delivered 1'), 'delivered 2', 'failed 3']);
    const [router] = await storage.get(RouterRepository).list({ limit: 9 });
    expect([router?.address, router && stateOf(router)]).toEqual(['192.0.2.1', 'down']);
    const audit = storage.get(AuditRepository);
    const rows = await audit.list({}, { limit: 20 });
    expect(rows.map(({ action, username }) => `${username?.split(' ')[0]} ${action}`).toSorted()).toEqual([
      'amina alert-rules.change',
      'amina payments.export',
      'amina routers.create',
      'amina webhooks.change',
      'amina webhooks.create',
      'command server.demo-seed',
      'otieno alerts.acknowledge',
      'otieno alerts.acknowledge',
      'otieno customers.change',
    ]);
    const change = JSON.parse(rows.find(({ action }) => action === 'alert-rules.change')?.changes ?? '') as object;
    expect(change).toMatchObject({ before: { above: 30 }, after: { above: 45 } });
    await audit.seal(Date.now(), 100);
    const chain = await verifyChain(audit);
    expect(chain).toMatchObject({ whole: true, problem: null });
    expect(chain.rows).toBeGreaterThanOrEqual(8);
  });

  it('shows the password of its accounts', async () => {
    const [, password = ''] = /^Password of each: (\S{16}) \(shown only now\)$/m.exec(done.output) ?? [];
    const user = await storage.get(UserRepository).findByIdentifier('amina');
    expect(user && (await verifyPassword(user.passwordHash, password))).toBe(true);
  });

  it('refuses an installation that is in use, and another number of days, in a line', async () => {
    const again = await seed(storage.config.env, []);
    expect([again.code, again.errors]).toEqual([1, expect.stringMatching(/^demo: the installation has accounts/)]);
    const odd = await seed(storage.config.env, ['0']);
    expect([odd.code, odd.errors]).toEqual([1, expect.stringMatching(/^demo: npm run demo:seed/)]);
    expect(await storage.get(MessageRepository).list({}, MOST)).toHaveLength(messages.length);
  });
}

describe('npm run demo:seed, on SQLite', () => onStorage(openSqlite));
describeWith('mariadb', 'npm run demo:seed, on MariaDB', () => onStorage(openMariadb));
