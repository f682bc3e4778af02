import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { TestApp } from '../app.js';
import { command, csvOf, newProgram, readyList, untilRun } from '../programs.js';
import { describeWith } from '../services/describe-with.js';
import { borrowMariadb, type TestDatabase } from '../services/mariadb.js';

describeWith('mariadb', 'a program on MariaDB', () => {
  const ROWS = 1_200;
  /** Messages a minute. */
  const SLOW = 900;
  let database: TestDatabase;
  let app: TestApp;
  beforeAll(async () => {
    database = await borrowMariadb();
    app = await TestApp.start({ DATABASE_URL: database.url, SIMULATOR_RATE_PER_MINUTE: '4500' });
    await app.startWorker();
  });
  afterAll(async () => {
    await app?.stop();
    await database?.stop();
  });

  it('is paused, resumed and completed, and cancels what waits when it is stopped', async () => {
    const { id } = await readyList(app.admin, csvOf(ROWS));
    // Slow, so that most of it waits for longer than any answer takes.
    const program = await newProgram(app.admin, { number_list_id: id, rate_per_minute: SLOW });
    const run = await command(app.admin, program, 'start');
    await untilRun(app.admin, run, ({ sent, queued }) => sent > 50 && queued > 100);
    await command(app.admin, program, 'pause');
    const paused = await untilRun(app.admin, run, ({ by_status: { dispatched } }) => dispatched === 0);
    expect(paused.sent).toBeLessThan(ROWS);
    const atRate = (rate_per_minute: number | null) =>
      app.admin.patch(`/api/v1/programs/${program.id}`, { rate_per_minute });
    await atRate(null);
    await command(app.admin, program, 'resume');
    const end = await untilRun(app.admin, run, ({ status }) => status !== 'running', 30_000);
    expect(end).toMatchObject({ status: 'completed', done: ROWS, sent: ROWS });

    await atRate(SLOW);
    const second = await command(app.admin, program, 'start');
    await untilRun(app.admin, second, ({ sent, queued }) => sent > 50 && queued > 100);
    await command(app.admin, program, 'stop');
    const left = await untilRun(app.admin, second, ({ queued }) => queued === 0);
    expect(left.cancelled).toBeGreaterThan(0);
    expect(left.sent + left.cancelled).toBe(left.done);
  });
});
