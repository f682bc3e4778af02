import { submissionsIn, timesOf } from './ledger.mjs';

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const without = (counts) => Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
const more = (times) => [...times.values()].filter((count) => count > 1).length;

/** Says which of the numbers that should be the same are not. */
class Sums {
  checked = 0;
  wrong = [];

  same(name, actual, expected) {
    this.checked++;
    const [is, should] = [actual, expected].map((value) => JSON.stringify(value));
    if (is !== should) this.wrong.push(`${name}: ${is}, expected ${should}`);
  }
}

/** The messages of each run: an id begins with the moment of its run's start, in milliseconds. */
async function messagesOf(client, runs) {
  const byStart = new Map(runs.map((run) => [Date.parse(run.started_at), []]));
  for await (const message of client.list('/api/v1/messages?direction=outbound')) {
    const messages = byStart.get(Number.parseInt(message.id.slice(0, 13).replace('-', ''), 16));
    if (!messages) throw new Error(`message ${message.id} is of no run`);
    messages.push(message);
  }
  return runs.map((run) => byStart.get(Date.parse(run.started_at)));
}

/** What a run says of itself: its parts make up the whole, and its messages say the same. */
function checkRun(sums, run, messages, list) {
  const name = `run ${run.id}`;
  const statuses = without(run.by_status);
  const of = (...names) => sum(names.map((status) => run.by_status[status]));
  const sorted = (counts) => Object.entries(counts).sort();
  sums.same(`${name}, total`, run.total, list.total);
  sums.same(`${name}, skipped and messages`, run.skipped + sum(Object.values(statuses)), run.done);
  sums.same(`${name}, by status`, sorted(statuses), [...timesOf(messages, ({ status }) => status)].sort());
  sums.same(`${name}, sent`, run.sent, of('sent', 'delivered', 'undelivered'));
  sums.same(`${name}, delivered`, run.delivered, of('delivered'));
  sums.same(`${name}, failed`, run.failed, of('failed', 'undelivered', 'expired'));
  sums.same(`${name}, cancelled`, run.cancelled, of('cancelled'));
  sums.same(`${name}, queued`, run.queued, 0);
  if (run.status !== 'completed') return sums.same(`${name}, status`, run.status, 'stopped');
  sums.same(`${name}, done`, run.done, list.total);
  sums.same(`${name}, skipped`, run.skipped, list.suppressed.length);
  sums.same(`${name}, delivered rows`, run.delivered, list.sendable.length);
  sums.same(`${name}, failed rows`, run.failed, list.incomplete.length);
  sums.same(`${name}, percent`, run.percent, 100);
}

/** The statistics, which are counted another way, of all runs together. */
async function checkStatistics(sums, client, runs, messages) {
  const total = (field) => sum(runs.map((run) => run[field]));
  const accepted = sum(messages.map(({ length }) => length));
  const counts = { accepted, sent: total('sent'), delivered: total('delivered'), failed: total('failed') };
  const pick = (row, fields = Object.keys(counts)) => fields.map((field) => row?.[field]);
  const expected = Object.values(counts);
  const add = (rows) =>
    Object.fromEntries(Object.keys(counts).map((field) => [field, sum(rows.map((row) => row[field]))]));
  const { program_id: id } = runs[0];
  const stats = (path) => client.get(`/api/v1/stats/${path}`);
  sums.same('stats, aggregate', pick(await stats('aggregate')), expected);
  const programs = (await stats('programs')).data;
  sums.same('stats, program', pick(programs.find((row) => row.program_id === id)), expected);
  sums.same('stats, programs', pick(add(programs)), expected);
  sums.same('stats, pairs', pick(add((await stats('pairs')).data)), expected);
  const [series] = (await stats(`series?bucket=minute&program_id=${id}`)).data;
  sums.same('stats, minutes of the program', pick(add(series?.points ?? [])), expected);
  const cards = (await stats('sim-cards')).data;
  sums.same('stats, SIM cards', pick(add(cards), ['sent', 'delivered', 'failed']), expected.slice(1));
  const { by_status: byStatus } = await stats('summary');
  const runsByStatus = Object.keys(byStatus).map((status) => sum(runs.map((run) => run.by_status[status] ?? 0)));
  sums.same('stats, summary', Object.values(byStatus), runsByStatus);
  const inFlight = (await client.get('/api/v1/sim-cards')).data.map((card) => card.in_flight);
  sums.same('SIM cards, in flight', sum(inFlight), 0);
}

/**
 * What became of a program's runs, by the product's books and by the simulator's: each row of a completed run that can be
 * sent was sent and delivered once, no row of any run was sent twice, and none was sent that should not be.
 * @param {object} over runs that are over, as the API shows them
 */
export async function judge({ product, client, list, runs }) {
  const sums = new Sums();
  const messages = await messagesOf(client, runs);
  const ledger = timesOf(submissionsIn(product.dataDir), ({ id }) => id);
  const known = new Map(messages.flat().map((message) => [message.id, message]));
  const recipients = new Set(list.sendable);
  let [lost, twice] = [0, 0];
  for (const [index, run] of runs.entries()) {
    checkRun(sums, run, messages[index], list);
    twice += more(timesOf(messages[index], ({ to }) => to));
    if (run.status !== 'completed') continue;
    const delivered = new Set(
      messages[index].flatMap(({ id, to, status }) => (status === 'delivered' && ledger.has(id) ? to : [])),
    );
    lost += list.sendable.filter((to) => !delivered.has(to)).length;
  }
  await checkStatistics(sums, client, runs, messages);
  const of = (status) => [...known.values()].filter((message) => message.status === status);
  const submissions = [...submissionsIn(product.dataDir)];
  // By the recipients in the simulator's own lines, which nobody made from the product's books.
  const wrongRecipient = submissions.filter(({ id, to }) => known.get(id)?.to !== to).length;
  const toNobody = submissions.filter(
    ({ id, to }) => !recipients.has(to) || known.get(id)?.status !== 'delivered',
  ).length;
  sums.same('the simulator, recipients', wrongRecipient, 0);
  return {
    attempts: submissions.length,
    delivered: of('delivered').length,
    skipped: sum(runs.map(({ skipped }) => skipped)),
    failed: of('failed').length,
    cancelled: of('cancelled').length,
    // Of completed runs; and whatever is said to be delivered that the simulator never had.
    lost: lost + of('delivered').filter(({ id }) => !ledger.has(id)).length,
    // Submitted twice, stored twice, or submitted though it was not to be.
    duplicated: more(ledger) + twice + toNobody,
    uncertain: of('uncertain').length,
    sums: { checked: sums.checked, wrong: sums.wrong },
  };
}
