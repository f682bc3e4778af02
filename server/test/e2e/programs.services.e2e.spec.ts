import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { TestApp } from '../app.js';
import { command, csvOf, newProgram, readyList, untilRun } from '../programs.js';
import { describeWith } from '../services/describe-with.js';
import { borrowMariadb, type TestDatabase } from '../services/mariadb.js';

describeWith('mariadb', 'a program on MariaDB', () => {
  /** Half a minute's: most of it still waits when a command has its answer. */
  const [ROWS, RATE] = [800, 1_500];
  let database: TestDatabase;
  let app: TestApp;
  beforeAll(async () => {
    database = await borrowMariadb();
    app = await TestApp.start({ DATABASE_URL: database.url, SIMULATOR_RATE_PER_MINUTE: String(RATE) });
    await app.startWorker();
  });
  afterAll(async () => {
    await app?.stop();
    await database?.stop();
  });

  it('is paused, resumed and completed, and cancels what waits when it is stopped', async () => {
    const { id } = await readyList(app.admin, csvOf(ROWS));
    const program = await newProgram(app.admin, { number_list_id: id });
    const run = await command(app.admin, program, 'start');
    await untilRun(app.admin, run, ({ sent, queued }) => sent > 50 && queued > 100);
    await command(app.admin, program, 'pause');
    const paused = await untilRun(app.admin, run, ({ by_status: { dispatched } }) => dispatched === 0);
    expect(paused.sent).toBeLessThan(ROWS);
    await command(app.admin, program, 'resume');
    const end = await untilRun(app.admin, run, ({ status }) => status !== 'running');
    expect(end).toMatchObject({ status: 'completed', done: ROWS, sent: ROWS });

    const second = await command(app.admin, program, 'start');
    await untilRun(app.admin, second, ({ sent, queued }) => sent > 50 && queued > 100);
    await command(app.admin, program, 'stop');
    const left = await untilRun(app.admin, second, ({ queued }) => queued === 0);
    expect(left.cancelled).toBeGreaterThan(0);
    expect(left.sent + left.cancelled).toBe(left.done);
  });
});
