import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from '@signalbox/contracts/common';
import { Pair, PairImportResult } from '@signalbox/contracts/pairs';
import { RoutePreview } from '@signalbox/contracts/routes';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { type Account, RECIPIENT, TestApp } from '../app.js';
import { type Client, expectProblem, expectWrongField } from '../client.js';

const PAIRS = '/api/v1/pairs';
const SAFARICOM = { country: 'KE', operator: 'Safaricom', mcc: '639', mnc: '02', prefixes: ['25471', '25472'] };
const AIRTEL = { country: 'KE', operator: 'Airtel', mcc: '639', mnc: '03', prefixes: ['25473'] };
const MTN = { country: 'UG', operator: 'MTN', prefixes: ['25677'] };
const AIRTEL_NUMBER = '+254733123456';
const NOBODY = '000000000000000000000000';

describe('pairs', () => {
  let app: TestApp;
  let operator: Client;
  let viewer: Account;
  let user: Account;
  beforeAll(async () => {
    app = await TestApp.start();
    await app.startWorker();
    operator = (await app.withKey(await app.account('olga', 'operator'))).client;
    [viewer, user] = [await app.account('vera', 'viewer'), await app.account('uma', 'user')];
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    for (const { id } of await app.simCards()) await assign(id, []);
    for (const { id } of (await operator.get<Page<Pair>>(`${PAIRS}?limit=500`)).body.data) {
      expect((await operator.delete(`${PAIRS}/${id}`)).status).toBe(204);
    }
  });

  async function create(body: object): Promise<Pair> {
    const answer = await operator.post(PAIRS, body);
    expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
    return Pair.parse(answer.body);
  }

  async function assign(simCard: number | undefined, pairIds: string[]): Promise<SimCard> {
    const answer = await operator.patch<SimCard>(`/api/v1/sim-cards/${simCard}`, { pair_ids: pairIds });
    expect(answer.status).toBe(200);
    return answer.body;
  }

  async function preview(query: string): Promise<RoutePreview> {
    const answer = await viewer.get(`/api/v1/routes/preview?${query}`);
    expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
    return RoutePreview.parse(answer.body);
  }

  describe('as a list', () => {
    it('are made, read, changed and deleted', async () => {
      const pair = await create({ ...SAFARICOM, country: 'ke', prefixes: ['+25472', '25471'] });
      expect(pair).toMatchObject({ ...SAFARICOM, is_high_priority: false, active: true });
      expect((await viewer.get(`${PAIRS}/${pair.id}`)).body).toEqual(pair);
      const { body } = await operator.patch<Pair>(`${PAIRS}/${pair.id}`, { active: false, mnc: null });
      expect(body).toEqual({ ...pair, active: false, mnc: null, updated_at: body.updated_at });
      expect((await viewer.get(`${PAIRS}/${pair.id}`)).body).toEqual(body);
      expect((await operator.delete(`${PAIRS}/${pair.id}`)).status).toBe(204);
      expectProblem(await viewer.get(`${PAIRS}/${pair.id}`), 404);
    });

    it('come page by page, by country and operator, and by what is asked', async () => {
      for (const body of [MTN, SAFARICOM, { ...AIRTEL, active: false }]) await create(body);
      const first = (await viewer.get<Page<Pair>>(`${PAIRS}?limit=2`)).body;
      expect(first.data.map(({ operator: name }) => name)).toEqual(['Airtel', 'Safaricom']);
      const second = (await viewer.get<Page<Pair>>(`${PAIRS}?limit=2&cursor=${first.next_cursor}`)).body;
      expect(second).toMatchObject({ data: [{ operator: 'MTN' }], next_cursor: null });
      const active = (await viewer.get<Page<Pair>>(`${PAIRS}?country=ke&active=true`)).body;
      expect(active.data.map(({ operator: name }) => name)).toEqual(['Safaricom']);
    });

    it.each([
      ['cursor=nonsense', 'cursor'],
      ['cursor=czEy', 'cursor'],
      ['limit=0', 'limit'],
      ['active=perhaps', 'active'],
      ['country=Kenya', 'country'],
      ['order=name', 'order'],
    ])('are refused with %s', async (query, field) => {
      expectWrongField(await viewer.get(`${PAIRS}?${query}`), 400, field);
    });

    it.each<[string, object, string]>([
      ['no country', { operator: 'A' }, 'country'],
      ['a country by name', { ...AIRTEL, country: 'Kenya' }, 'country'],
      ['a country that is none', { ...AIRTEL, country: 'ZZ' }, 'country'],
      ['no operator', { country: 'KE' }, 'operator'],
      ['an empty operator', { ...AIRTEL, operator: '' }, 'operator'],
      ['an operator of blanks', { ...AIRTEL, operator: '  ' }, 'operator'],
      ['an operator that is too long', { ...AIRTEL, operator: 'x'.repeat(65) }, 'operator'],
      ['half of a character', { ...AIRTEL, operator: '\ud83d' }, 'operator'],
      ['an MCC of two digits', { ...AIRTEL, mcc: '63' }, 'mcc'],
      ['an MCC that is a number', { ...AIRTEL, mcc: 639 }, 'mcc'],
      ['an MNC of one digit', { ...AIRTEL, mnc: '3' }, 'mnc'],
      ['a prefix that is no list', { ...AIRTEL, prefixes: '25473' }, 'prefixes'],
      ['a prefix with letters', { ...AIRTEL, prefixes: ['25473', '2547x'] }, 'prefixes.1'],
      ['a national prefix', { ...AIRTEL, prefixes: ['0733'] }, 'prefixes.0'],
      ['a prefix of another country', { ...AIRTEL, prefixes: ['25473', '25677'] }, 'prefixes.1'],
      ['a prefix that is too long', { ...AIRTEL, prefixes: ['2547331234567890'] }, 'prefixes.0'],
      ['too many prefixes', { ...AIRTEL, prefixes: Array.from({ length: 501 }, (_, i) => `254${i}`) }, 'prefixes'],
      ['a flag that is a word', { ...AIRTEL, active: 'yes' }, 'active'],
      ['an unknown field', { ...AIRTEL, colour: 'red' }, 'colour'],
      ['an id', { ...AIRTEL, id: NOBODY }, 'id'],
    ])('are not made with %s', async (_, body, field) => {
      expectWrongField(await operator.post(PAIRS, body), 400, field);
      expect((await viewer.get<Page<Pair>>(PAIRS)).body.data).toEqual([]);
    });

    it('have names of their own', async () => {
      const safaricom = await create(SAFARICOM);
      expectWrongField(await operator.post(PAIRS, { country: 'ke', operator: 'SAFARICOM' }), 409, 'operator');
      const airtel = await create(AIRTEL);
      const renamed = await operator.patch(`${PAIRS}/${airtel.id}`, { operator: 'safaricom' });
      expectWrongField(renamed, 409, 'operator');
      expect((await operator.patch(`${PAIRS}/${safaricom.id}`, { operator: 'SAFARICOM' })).status).toBe(200);
    });

    it('do not share a prefix while both are active, and say who has it', async () => {
      const safaricom = await create(SAFARICOM);
      const twin = { ...AIRTEL, prefixes: ['25473', '25472'] };
      expectWrongField(await operator.post(PAIRS, twin), 409, 'prefixes', /25472.*KE Safaricom/);
      const airtel = await create({ ...twin, active: false });
      expectWrongField(await operator.patch(`${PAIRS}/${airtel.id}`, { active: true }), 409, 'prefixes');
      await operator.patch(`${PAIRS}/${safaricom.id}`, { active: false });
      expect((await operator.patch(`${PAIRS}/${airtel.id}`, { active: true })).status).toBe(200);
    });

    it('are made once for a request that is repeated', async () => {
      const client = operator.with({ 'idempotency-key': 'a pair' });
      const [first, second] = [await client.post(PAIRS, MTN), await client.post(PAIRS, MTN)];
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(second.body).toEqual(first.body);
    });

    it('that do not exist are not found', async () => {
      expectProblem(await operator.patch(`${PAIRS}/${NOBODY}`, { active: false }), 404);
      expectProblem(await operator.delete(`${PAIRS}/${NOBODY}`), 404);
      for (const id of ['1', NOBODY.toUpperCase().replace('0', 'A'), '..%2Fusers']) {
        expectWrongField(await viewer.get(`${PAIRS}/${id}`), 400, 'id');
      }
    });

    it('are for staff to read, and for admins and operators to change', async () => {
      const { id } = await create(MTN);
      for (const path of [PAIRS, `${PAIRS}/${id}`, `/api/v1/routes/preview?to=%2B254712345678`]) {
        expect((await viewer.get(path)).status).toBe(200);
        expectProblem(await user.get(path), 403);
        expectProblem(await app.anonymous.get(path), 401);
      }
      for (const client of [viewer, user]) {
        expectProblem(await client.post(PAIRS, AIRTEL), 403);
        expectProblem(await client.post(`${PAIRS}/import`, { starter: true }), 403);
        expectProblem(await client.patch(`${PAIRS}/${id}`, { active: false }), 403);
        expectProblem(await client.delete(`${PAIRS}/${id}`), 403);
      }
    });
  });

  describe('from CSV', () => {
    it('are created, changed or refused row by row, and a repetition changes nothing', async () => {
      await create(AIRTEL);
      const csv =
        'country,operator,prefixes\nKE,Safaricom,25471 25472\nKE,Airtel,25473;25478\nZZ,None,\nUG,MTN,25471\n';
      const answer = await operator.post(`${PAIRS}/import`, { csv });
      expect(answer.status).toBe(200);
      const result = PairImportResult.parse(answer.body);
      expect(result).toMatchObject({ created: 1, updated: 1, unchanged: 0, failed: 2 });
      expect(result.data.map(({ line, result: what }) => [line, what])).toEqual([
        [2, 'created'],
        [3, 'updated'],
        [4, 'error'],
        [5, 'error'],
      ]);
      const { data } = (await viewer.get<Page<Pair>>(PAIRS)).body;
      expect(data).toMatchObject([
        { operator: 'Airtel', mnc: '03', prefixes: ['25473', '25478'] },
        { operator: 'Safaricom', id: result.data[0]?.id },
      ]);
      const again = await operator.post(`${PAIRS}/import`, { csv });
      expect(again.body).toMatchObject({ created: 0, updated: 0, unchanged: 2, failed: 2 });
    });

    it('come with the product as a starter set', async () => {
      const first = await operator.post<PairImportResult>(`${PAIRS}/import`, { starter: true });
      expect(first.body).toMatchObject({ updated: 0, failed: 0 });
      expect(first.body.created).toBeGreaterThan(20);
      expect(await preview('to=%2B254722123456')).toMatchObject({ pair: { country: 'KE', operator: 'Safaricom' } });
      const second = await operator.post<PairImportResult>(`${PAIRS}/import`, { starter: true });
      expect(second.body).toMatchObject({ created: 0, unchanged: first.body.created });
    });

    it.each<[string, object, string]>([
      ['nothing', {}, 'csv'],
      ['both', { csv: 'country,operator', starter: true }, 'csv'],
      ['an empty text', { csv: '' }, 'csv'],
      ['a text without a header', { csv: '\n\n' }, 'csv'],
      ['unknown columns', { csv: 'a,b\n1,2' }, 'csv'],
      ['a quote without an end', { csv: 'country,operator\n"KE,A' }, 'csv'],
      ['a text that is too long', { csv: 'x'.repeat(64_001) }, 'csv'],
      ['too many rows', { csv: `country,operator\n${'KE,A\n'.repeat(501)}` }, 'csv'],
      ['a text that is none', { csv: 5 }, 'csv'],
      ['no starter set', { starter: false }, 'starter'],
    ])('are refused with %s', async (_, body, field) => {
      expectWrongField(await operator.post(`${PAIRS}/import`, body), 400, field);
    });
  });

  describe('and SIM cards', () => {
    it('are assigned to each other, each pair once, until a pair is deleted', async () => {
      const [safaricom, mtn] = [await create(SAFARICOM), await create(MTN)];
      const sim = (await app.simCards())[0];
      expect(await assign(sim?.id, [mtn.id, safaricom.id, mtn.id])).toMatchObject({ pair_ids: [mtn.id, safaricom.id] });
      expect(
        (await operator.patch<SimCard>(`/api/v1/sim-cards/${sim?.id}`, { label: 'x' })).body.pair_ids,
      ).toHaveLength(2);
      await operator.delete(`${PAIRS}/${mtn.id}`);
      expect((await app.simCards())[0]).toMatchObject({ pair_ids: [safaricom.id] });
    });

    it('are not assigned to what is no pair', async () => {
      const { id } = await create(MTN);
      const sim = (await app.simCards())[0];
      for (const [pair_ids, field] of [
        [[id, NOBODY], 'pair_ids.1'],
        [['MTN'], 'pair_ids.0'],
        [id, 'pair_ids'],
        [null, 'pair_ids'],
      ] as const) {
        expectWrongField(await operator.patch(`/api/v1/sim-cards/${sim?.id}`, { pair_ids }), 400, field);
      }
      const made = await operator.post('/api/v1/sim-cards', { number: '+254733000001', pair_ids: [NOBODY] });
      expectWrongField(made, 400, 'pair_ids.0');
      expect((await app.simCards())[0]).toMatchObject({ pair_ids: [] });
    });
  });

  describe('a message', () => {
    const sendersOf = async (ids: string[]) =>
      new Set(await Promise.all(ids.map(async (id) => (await app.reached(id, 'delivered')).sim_card_id)));
    const numbers = (prefix: string) => Array.from({ length: 12 }, (_, index) => `${prefix}${100_000 + index * 7919}`);

    it('goes only over the SIM cards of its pair, and others never over those', async () => {
      const safaricom = await create(SAFARICOM);
      const [first, second, ...others] = await app.simCards();
      for (const sim of [first, second]) await assign(sim?.id, [safaricom.id]);
      const toPair = await Promise.all(numbers('+254712').map((to) => app.send({ to, text: 'x' })));
      const toOthers = await Promise.all(numbers('+254733').map((to) => app.send({ to, text: 'x' })));
      expect(await sendersOf(toPair)).toEqual(new Set([first?.id, second?.id]));
      const free = new Set(others.map(({ id }) => id));
      for (const sender of await sendersOf(toOthers)) expect(free).toContain(sender);
    });

    it('in a batch goes the same way', async () => {
      const safaricom = await create(SAFARICOM);
      const sim = (await app.simCards())[2];
      await assign(sim?.id, [safaricom.id]);
      const messages = numbers('+254712').map((to) => ({ to, text: 'x' }));
      const { body } = await operator.post<{ data: { id: string }[] }>('/api/v1/messages/batch', { messages });
      expect(await sendersOf(body.data.map(({ id }) => id))).toEqual(new Set([sim?.id]));
    });

    it('that names its SIM card goes over that, whatever pairs that serves', async () => {
      const mtn = await create(MTN);
      await create(SAFARICOM);
      const sim = (await app.simCards())[1];
      await assign(sim?.id, [mtn.id]);
      expect(await sendersOf([await app.send({ text: 'x', sim_card_id: sim?.id })])).toEqual(new Set([sim?.id]));
    });

    it('to an inactive pair waits, with the reason, and goes when the pair is activated; a named SIM card is no way round', async () => {
      const { id } = await create({ ...SAFARICOM, active: false });
      const sim = (await app.simCards())[0];
      const waiting = [await app.send({ text: 'x' }), await app.send({ text: 'x', sim_card_id: sim?.id })];
      const free = await app.send({ text: 'x', to: AIRTEL_NUMBER });
      await app.reached(free, 'delivered');
      for (const message of waiting) {
        expect(await app.message(message)).toMatchObject({
          status: 'queued',
          reason: 'the pair KE Safaricom is inactive',
        });
      }
      await operator.patch(`${PAIRS}/${id}`, { active: true });
      for (const message of waiting) expect(await app.reached(message, 'delivered')).toMatchObject({ reason: null });
    });

    it('waits while no SIM card serves its pair, and does not hold up others', async () => {
      const [safaricom, airtel] = [await create(SAFARICOM), await create(AIRTEL)];
      for (const { id } of await app.simCards()) await assign(id, [airtel.id]);
      const waiting = await app.send({ text: 'x' });
      expect(await app.message(waiting)).toMatchObject({ reason: 'no SIM card serves the pair KE Safaricom' });
      await app.reached(await app.send({ text: 'x', to: AIRTEL_NUMBER }), 'delivered');
      await operator.delete(`${PAIRS}/${airtel.id}`);
      await app.reached(waiting, 'delivered');
      await operator.delete(`${PAIRS}/${safaricom.id}`);
    });

    it('to a pair whose SIM card is at its limits does not hold up those to other pairs', async () => {
      const safaricom = await create(SAFARICOM);
      const [slow] = await app.simCards();
      await assign(slow?.id, [safaricom.id]);
      await operator.patch(`/api/v1/sim-cards/${slow?.id}`, { rate_per_minute: 1 });
      const messages = numbers('+254712').map((to) => ({ to, text: 'x' }));
      const { body } = await operator.post<{ data: { id: string }[] }>('/api/v1/messages/batch', { messages });
      const last = body.data.at(-1)?.id ?? '';
      expect(await app.message(last)).toMatchObject({ status: 'queued', reason: null });
      await app.reached(await app.send({ text: 'x', to: AIRTEL_NUMBER }), 'delivered');
      expect(await app.message(last)).toMatchObject({ status: 'queued' });
      await operator.patch(`/api/v1/sim-cards/${slow?.id}`, { rate_per_minute: null });
      await app.reached(last, 'delivered');
    });

    it('to a pair of high priority is one lane higher than it asks for', async () => {
      const { id } = await create({ ...SAFARICOM, is_high_priority: true });
      const priorityOf = async (message: object) => (await app.message(await app.send(message))).priority;
      expect(await priorityOf({ text: 'x', priority: 'bulk' })).toBe('normal');
      expect(await priorityOf({ text: 'x' })).toBe('urgent');
      expect(await priorityOf({ text: 'x', priority: 'urgent' })).toBe('urgent');
      expect(await priorityOf({ text: 'x', to: AIRTEL_NUMBER })).toBe('normal');
      await operator.patch(`${PAIRS}/${id}`, { is_high_priority: false });
      expect(await priorityOf({ text: 'x' })).toBe('normal');
    });
  });

  describe('a preview of a route', () => {
    it('says the pair and why, the lanes, the candidates and the choice', async () => {
      const safaricom = await create({ ...SAFARICOM, prefixes: ['2547', '25471'], is_high_priority: true });
      const [first, second] = await app.simCards();
      for (const sim of [first, second]) await assign(sim?.id, [safaricom.id]);
      const answer = await preview('to=0712%20345%20678');
      expect(answer).toMatchObject({
        to: RECIPIENT,
        country: 'KE',
        pair: { id: safaricom.id, operator: 'Safaricom', prefix: '25471', is_high_priority: true, active: true },
        pair_reason: expect.stringContaining('25471'),
        lanes: { urgent: 'urgent', normal: 'urgent', bulk: 'normal' },
        reason: expect.stringContaining('keeps its sender'),
      });
      expect(answer.candidates.map(({ sim_card_id }) => sim_card_id)).toEqual([first?.id, second?.id]);
      expect(answer.candidates.map(({ affinity_rank }) => affinity_rank).sort()).toEqual([1, 2]);
      const favourite = answer.candidates.find(({ affinity_rank }) => affinity_rank === 1);
      expect(answer.chosen?.sim_card_id).toBe(favourite?.sim_card_id);
      const sent = await app.reached(await app.send({ text: 'x' }), 'delivered');
      expect(sent.sim_card_id).toBe(answer.chosen?.sim_card_id);
    });

    it('says why a message would wait', async () => {
      const { id } = await create({ ...SAFARICOM, active: false });
      const inactive = { chosen: null, pair: { id, active: false }, reason: 'the pair KE Safaricom is inactive' };
      expect(await preview('to=0712345678')).toMatchObject(inactive);
      const sim = (await app.simCards())[3];
      await operator.patch(`${PAIRS}/${id}`, { active: true });
      await assign(sim?.id, [id]);
      await app.reached(await app.send({ text: 'x' }), 'delivered');
      await operator.patch(`/api/v1/sim-cards/${sim?.id}`, { daily_cap: 1 });
      const capped = await preview('to=0712345678');
      expect(capped).toMatchObject({ chosen: null, reason: expect.stringContaining('daily cap') });
      expect(capped.candidates).toMatchObject([
        { sim_card_id: sim?.id, open: false, blocked_by: 'daily cap', daily_cap: 1, affinity_rank: null },
      ]);
      await operator.patch(`/api/v1/sim-cards/${sim?.id}`, { daily_cap: null });
    });

    it('says that a number has no pair, and takes a named SIM card', async () => {
      await create(SAFARICOM);
      const sim = (await app.simCards())[1];
      const byId = await preview(`to=%2B256772123456&sim_card_id=${sim?.id}`);
      expect(byId).toMatchObject({ country: 'UG', pair: null, chosen: { sim_card_id: sim?.id } });
      expect(byId.pair_reason).toMatch(/no pair/);
      const byNumber = await preview(`to=%2B256772123456&from=${encodeURIComponent(sim?.number ?? '')}`);
      expect(byNumber).toEqual(byId);
    });

    it('sends and reserves nothing', async () => {
      const before = await app.simCards();
      await preview('to=0712345678');
      expect(await app.simCards()).toEqual(before);
    });

    it.each([
      ['', 'to'],
      ['to=nobody', 'to'],
      ['to=%2B2547', 'to'],
      ['to=0712345678&sim_card_id=0', 'sim_card_id'],
      ['to=0712345678&sim_card_id=x', 'sim_card_id'],
      ['to=0712345678&sim_card_id=999999', 'sim_card_id'],
      ['to=0712345678&from=%2B254799999999', 'from'],
      ['to=0712345678&from=%2B254700000001&sim_card_id=1', 'from'],
      ['to=0712345678&pair=1', 'pair'],
      ['to=0712345678&to=0712345679', 'to'],
    ])('refuses %s', async (query, field) => {
      expectWrongField(await viewer.get(`/api/v1/routes/preview?${query}`), 400, field);
    });
  });
});
