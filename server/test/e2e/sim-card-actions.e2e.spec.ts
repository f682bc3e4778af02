import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AcceptedMessage } from '@signalbox/contracts/messages';
import type { SimCard, SimCardAnswer } from '@signalbox/contracts/sim-cards';
import { type Account, RECIPIENT, TestApp } from '../app.js';
import { ChannelBench } from '../channel-bench.js';
import { expectProblem, expectWrongField } from '../client.js';
import { csvOf, command, messagesTo, newProgram, numberOf, readyList } from '../programs.js';
import { until } from '../until.js';

describe('a SIM card in its modem', () => {
  let app: TestApp;
  let bench: ChannelBench;
  let operator: Account;
  let viewer: Account;
  beforeAll(async () => {
    app = await TestApp.start();
    bench = new ChannelBench(app);
    [operator, viewer] = [await app.account('olga', 'operator'), await app.account('vera', 'viewer')];
  });
  afterAll(() => app?.stop());
  afterEach(() => bench.end());

  const ask = (id: number, what: string, body?: object, client = operator) =>
    client.post<SimCardAnswer>(`/api/v1/sim-cards/${id}/${what}`, body ?? {});

  describe('is asked', () => {
    it('for what a USSD code answers, and for its balance', async () => {
      const sim = await bench.sim();
      sim.worker.answer = ({ type, argument }) => ({ ok: true, result: `${type} ${argument}` });
      const ussd = await ask(sim.id, 'ussd', { code: '*144#' });
      expect(ussd).toMatchObject({ status: 200, body: { answer: 'ussd *144#' } });
      expect(await ask(sim.id, 'balance')).toMatchObject({ status: 200, body: { answer: 'balance null' } });
      const key = `sim-${sim.worker.id}`;
      expect(sim.worker.requests).toMatchObject([
        { type: 'ussd', channel: key, argument: '*144#' },
        { type: 'balance', channel: key, argument: null },
      ]);
    });

    it('and says the network’s no in its words', async () => {
      const sim = await bench.sim();
      sim.worker.answer = () => ({ ok: false, result: 'the network knows no such code' });
      const answer = await ask(sim.id, 'ussd', { code: '*1#' });
      expectProblem(answer, 503);
      expect(answer.text).toContain('the network knows no such code');
    });

    it('while it is offline, to restart, and else tells why not', async () => {
      const sim = await bench.sim();
      sim.worker.answer = () => ({ ok: true, result: 'it restarts' });
      await sim.announce({ online: false, trouble: 'wrong PIN' });
      expect(await ask(sim.id, 'restart')).toMatchObject({ status: 200, body: { answer: 'it restarts' } });
      for (const what of ['ussd', 'balance']) {
        const answer = await ask(sim.id, what, what === 'ussd' ? { code: '*1#' } : {});
        expectProblem(answer, 409);
        expect(answer.text).toContain('is offline: wrong PIN');
      }
    });

    it('in vain where its worker is away, or where no modem ever had it', async () => {
      const sim = await bench.sim();
      const { id } = sim;
      await bench.end();
      for (const what of ['balance', 'restart']) {
        const answer = await ask(id, what);
        expectProblem(answer, 503);
        expect(answer.text).toContain(`Worker ${sim.worker.id}, which has SIM card ${id}, is offline.`);
      }
      const { body } = await app.admin.post<SimCard>('/api/v1/sim-cards', { number: '+254700000321' });
      expectProblem(await ask(body.id, 'balance'), 409);
      expectProblem(await ask(999_999, 'balance'), 404);
    });

    it('by admins and operators only, in codes only, and not as a provider', async () => {
      const [sim, provider] = [await bench.sim(), await bench.provider({})];
      for (const what of ['ussd', 'balance', 'restart', 'send-test']) {
        expectProblem(await ask(sim.id, what, {}, viewer), 403);
      }
      const bodies = { ussd: { code: '*1#' }, balance: {}, restart: {}, 'send-test': { to: RECIPIENT } };
      for (const [what, body] of Object.entries(bodies)) expectProblem(await ask(provider.id, what, body), 404);
      for (const code of ['', 'hello', '*1#\rAT+CFUN=0', '1'.repeat(101), 5]) {
        expectWrongField(await ask(sim.id, 'ussd', { code }), 400, 'code', /expected/i);
      }
      expect(sim.worker.requests).toEqual([]);
    });
  });

  it('is asked once, and sends once, for one Idempotency-Key', async () => {
    const sim = await bench.sim();
    sim.worker.answer = () => ({ ok: true, result: 'credit 5' });
    const path = `/api/v1/sim-cards/${sim.id}`;
    for (const [what, body] of [
      ['ussd', { code: '*144#' }],
      ['balance', undefined],
      ['restart', undefined],
      ['send-test', { to: RECIPIENT }],
    ] as const) {
      const client = operator.with({ 'idempotency-key': `once ${what}` });
      const first = await client.post(`${path}/${what}`, body);
      expect([200, 202]).toContain(first.status);
      const again = await client.post(`${path}/${what}`, body);
      expect({ status: again.status, body: again.body }).toEqual({ status: first.status, body: first.body });
    }
    expect(sim.worker.requests.map(({ type }) => type)).toEqual(['ussd', 'balance', 'restart']);
    const last = await app.send({ text: 'after these', sim_card_id: sim.id });
    await sim.job(last);
    expect(sim.worker.jobs.map(({ text }) => text)).toEqual(['A test message.', 'after these']);
  });

  it('sends a test message, and no other SIM card does', async () => {
    const [sim, other] = [await bench.sim(), await bench.sim()];
    const send = (body: object) => operator.post<AcceptedMessage>(`/api/v1/sim-cards/${sim.id}/send-test`, body);
    const { status, body } = await send({ to: '0712345678' });
    expect({ status, body }).toMatchObject({ status: 202, body: { to: RECIPIENT } });
    expect(await sim.job(body.id)).toMatchObject({ text: 'A test message.' });
    const { body: own } = await send({ to: RECIPIENT, text: 'of my own' });
    expect(await sim.job(own.id)).toMatchObject({ text: 'of my own' });
    expect(other.worker.jobs).toEqual([]);
    expectWrongField(await send({ to: 'nobody' }), 400, 'to');
    await app.admin.patch(`/api/v1/sim-cards/${sim.id}`, { status: 'inactive' });
    expectProblem(await send({ to: RECIPIENT }), 409);
  });

  it('is shown with its modem and its network; its IMSI to admins only', async () => {
    const seen = {
      imei: '356938035643809',
      imsi: '639020000000001',
      registration: 'roaming',
      operator: 'Safaricom',
    } as const;
    const sim = await bench.sim(seen);
    const shown = async (client: Account) => (await client.get<SimCard>(`/api/v1/sim-cards/${sim.id}`)).body;
    expect(await shown(app.admin)).toMatchObject({ ...seen, driver: 'simulator', trouble: null, online: true });
    expect(await shown(operator)).toMatchObject({ ...seen, imsi: null });
    const { body } = await viewer.get<{ data: SimCard[] }>('/api/v1/sim-cards');
    expect(body.data.find(({ id }) => id === sim.id)).toMatchObject({ ...seen, imsi: null });
    await bench.end();
    expect(await shown(operator)).toMatchObject({
      online: false,
      trouble: 'its worker is offline',
      registration: null,
    });
  });

  it('is shown live to staff, at most once a second and as it is in the end; to nobody else', async () => {
    const [staff, user] = [
      await app.live({ token: viewer.token }),
      await app.live({ token: (await app.account('uma', 'user')).token }),
    ];
    const sim = await bench.sim({ signal: 20 });
    const seen = () => staff.channels.filter(({ status }) => status.id === sim.id);
    await until(() => seen().at(-1)?.status.online === true);
    for (let signal = 1; signal <= 9; signal++) await sim.announce({ signal });
    await sim.announce({ signal: 9, registration: 'searching', operator: 'Airtel' });
    await until(() => seen().at(-1)?.status.registration === 'searching');
    expect(seen().at(-1)?.status).toMatchObject({
      kind: 'sim',
      signal: 9,
      operator: 'Airtel',
      online: true,
      trouble: null,
    });
    const shown = seen().length;
    await sim.announce();
    await bench.end();
    await until(() => seen().at(-1)?.status.online === false);
    expect(seen().at(-1)?.status).toMatchObject({ trouble: 'its worker is offline', signal: null });
    expect(seen().length).toBeLessThanOrEqual(shown + 1);
    const times = seen().map(({ status }) => Date.parse(status.timestamp));
    times.slice(1).forEach((time, index) => expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(990));
    expect(user.channels).toEqual([]);
  });

  it('has nothing to do with a program’s proxy, which providers get with each job', async () => {
    const [sim, provider] = [await bench.sim({ window: 1 }), await bench.provider({ price: 1 })];
    const { id: number_list_id } = await readyList(app.admin, csvOf(2));
    const program = await newProgram(app.admin, { number_list_id, proxy: 'proxy.example:3128' });
    await command(app.admin, program, 'start');
    const [first, second] = await until(async () => {
      const all = await Promise.all([0, 1].map((row) => messagesTo(app.admin, numberOf(row))));
      return all.every((messages) => messages.length === 1) && all.flat();
    });
    await until(() => sim.worker.jobs.length === 1);
    expect(sim.worker.jobs[0]?.proxy).toBeUndefined();
    await sim.announce({ online: false });
    await until(() => provider.worker.jobs.length === 1);
    const [job] = provider.worker.jobs;
    expect([first?.id, second?.id]).toContain(job?.id);
    expect(job?.proxy).toBe('http://proxy.example:3128');
    const plain = await app.send({ text: 'hello', provider_id: provider.id });
    expect((await provider.job(plain)).proxy).toBeUndefined();
  });
});
