import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAX_TEXT_LENGTH } from '@signalbox/contracts/rules';
import { Secrets } from '../../src/platform/config/secrets.js';
import { uuidv7 } from '../../src/platform/common/uuid.js';
import { type Account, RECIPIENT, TestApp } from '../app.js';
import { type Answer, Client, expectProblem, expectWrongField } from '../client.js';

const MESSAGES = '/api/v1/messages';
const BATCH = '/api/v1/messages/batch';
const good = { to: RECIPIENT, text: 'hello' };
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('bad input', () => {
  let app: TestApp;
  let client: Client;
  let user: Account;
  let viewer: Account;
  beforeAll(async () => {
    app = await TestApp.start();
    client = (await app.withKey(app.admin)).client;
    [user, viewer] = [await app.account('uma', 'user'), await app.account('vera', 'viewer')];
  });
  afterAll(async () => {
    // Whatever was thrown at it, it is still well.
    const ready = await app?.anonymous.get('/health/ready');
    await app?.stop();
    expect(ready?.status).toBe(200);
  });

  describe('in the fields of a message', () => {
    it.each<[string, object, string]>([
      ['no recipient', { text: 'x' }, 'to'],
      ['no text', { to: RECIPIENT }, 'text'],
      ['an unknown field', { ...good, cc: 'x' }, 'cc'],
      ['a recipient that is no whole number', { ...good, to: 25471234567.8 }, 'to'],
      ['a recipient that is a list', { ...good, to: [RECIPIENT] }, 'to'],
      ['a recipient that is null', { ...good, to: null }, 'to'],
      ['an empty recipient', { ...good, to: '' }, 'to'],
      ['a recipient that is a word', { ...good, to: 'nobody' }, 'to'],
      ['a recipient of too few digits', { ...good, to: '+25471' }, 'to'],
      ['a recipient of too many digits', { ...good, to: '+2547123456789' }, 'to'],
      ['a recipient in a country that does not exist', { ...good, to: '+999123456789' }, 'to'],
      ['a recipient with words around it', { ...good, to: 'call +254712345678 now' }, 'to'],
      ['an empty text', { ...good, text: '' }, 'text'],
      ['a text that is too long', { ...good, text: 'x'.repeat(MAX_TEXT_LENGTH + 1) }, 'text'],
      ['a text that is too long in emoji', { ...good, text: '🎉'.repeat(MAX_TEXT_LENGTH / 2 + 1) }, 'text'],
      ['a text that is a number', { ...good, text: 5 }, 'text'],
      ['a text that is an object', { ...good, text: { toString: 'x' } }, 'text'],
      ['a priority that does not exist', { ...good, priority: 'asap' }, 'priority'],
      ['a validity of nothing', { ...good, validity_seconds: 0 }, 'validity_seconds'],
      ['a validity below nothing', { ...good, validity_seconds: -5 }, 'validity_seconds'],
      ['a validity of a year', { ...good, validity_seconds: 31_536_000 }, 'validity_seconds'],
      ['a validity that is a word', { ...good, validity_seconds: '60' }, 'validity_seconds'],
      ['a fraction of an attempt', { ...good, max_attempts: 1.5 }, 'max_attempts'],
      ['too many attempts', { ...good, max_attempts: 1000 }, 'max_attempts'],
      ['a reference that is empty', { ...good, client_ref: '' }, 'client_ref'],
      ['a reference that is too long', { ...good, client_ref: 'x'.repeat(65) }, 'client_ref'],
      ['a time that is none', { ...good, send_at: 'tomorrow' }, 'send_at'],
      ['a day that does not exist', { ...good, send_at: '2027-02-30T00:00:00Z' }, 'send_at'],
      ['a time that is a number', { ...good, send_at: 1_795_348_800 }, 'send_at'],
      ['a SIM card that is a word', { ...good, sim_card_id: 'first' }, 'sim_card_id'],
      ['a SIM card below one', { ...good, sim_card_id: 0 }, 'sim_card_id'],
      ['a SIM card past every integer', { ...good, sim_card_id: 1e21 }, 'sim_card_id'],
      ['a SIM card that does not exist', { ...good, sim_card_id: 999_999 }, 'sim_card_id'],
      ['a sender that is no SIM card', { ...good, from: '+254799999999' }, 'from'],
      ['a sender that is a word', { ...good, from: 'MyShop' }, 'from'],
      ['two SIM cards', { ...good, from: '+254700000001', sim_card_id: 1 }, 'from'],
    ])('is refused: %s', async (_, body, field) => {
      expectWrongField(await client.post(MESSAGES, body), 400, field);
    });

    it.each([
      ['a text with a high half alone', '{"to":"+254712345678","text":"x\\ud83d"}', 'text'],
      ['a text with a low half alone', '{"to":"+254712345678","text":"\\udc00x"}', 'text'],
      ['a text with the halves the wrong way round', '{"to":"+254712345678","text":"\\udf89\\ud83c"}', 'text'],
      [
        'a reference with half a surrogate pair',
        '{"to":"+254712345678","text":"x","client_ref":"\\ud83d"}',
        'client_ref',
      ],
      ['a number that is infinite', '{"to":"+254712345678","text":"x","sim_card_id":1e999}', 'sim_card_id'],
    ])('is refused: %s', async (_, body, field) => {
      expectWrongField(await client.raw(MESSAGES, body), 400, field);
    });

    it('is named field by field when several are wrong', async () => {
      const errors = expectProblem(await client.post(MESSAGES, { text: '', priority: 1, extra: true }), 400);
      expect(new Set(errors.map(({ field }) => field))).toEqual(new Set(['to', 'text', 'priority', 'extra']));
    });

    it('takes the longest text that is allowed', async () => {
      const { status, body } = await client.post(MESSAGES, { ...good, text: 'x'.repeat(MAX_TEXT_LENGTH) });
      expect({ status, body }).toMatchObject({ status: 202, body: { segments: 11, encoding: 'gsm7' } });
    });

    it('does not show a time that its own contract refuses', async () => {
      const answer = await client.post(MESSAGES, {
        ...good,
        send_at: '9999-12-31T23:59:59Z',
        validity_seconds: 604_800,
      });
      if (answer.status === 202) {
        const { expires_at } = await app.message((answer.body as { id: string }).id);
        expect(expires_at).toMatch(/^\d{4}-/);
      } else expectWrongField(answer, 400, 'send_at');
    });
  });

  describe('in the body as a whole', () => {
    it.each([
      ['nothing', ''],
      ['half a document', '{"to":"+2547123'],
      ['two documents', '{}{}'],
      ['single quotes', "{'to':'+254712345678'}"],
      ['a number that is none', '{"to":"+254712345678","text":"x","sim_card_id":NaN}'],
      ['a comment', '{"to":"+254712345678",/* */"text":"x"}'],
      ['a byte that is not UTF-8 JSON', '\u0000'],
    ])('is refused as broken JSON: %s', async (_, body) => {
      expectProblem(await client.raw(MESSAGES, body), 400);
    });

    it.each([['null'], ['[]'], ['"text"'], ['5'], ['true'], ['[{"to":"+254712345678","text":"x"}]']])(
      'is refused as no object: %s',
      async (body) => {
        const errors = expectProblem(await client.raw(MESSAGES, body), 400);
        expect(errors).toEqual([
          { field: expect.stringMatching(/./), message: expect.stringMatching(/expected object/) },
        ]);
      },
    );

    it('is refused when there is none', async () => {
      expectProblem(await client.post(MESSAGES), 400);
    });

    it.each([
      ['text/plain'],
      ['application/xml'],
      ['application/x-www-form-urlencoded'],
      ['multipart/form-data'],
      ['nonsense'],
    ])('is refused as %s', async (type) => {
      const form = 'to=%2B254712345678&text=x';
      expectProblem(await client.raw(MESSAGES, type.includes('urlencoded') ? form : JSON.stringify(good), type), 415);
    });

    describe('in another charset than UTF-8', () => {
      const text = 'café, ürün';
      const post = (path: string, body: Buffer, type: string) =>
        fetch(`${app.url}${path}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${app.admin.token}`, 'content-type': type },
          body,
        });
      const json = (encoding: BufferEncoding) => Buffer.from(JSON.stringify({ ...good, text }), encoding);

      it.each<[string, Buffer]>([
        ['iso-8859-1', json('latin1')],
        ['Windows-1252', json('latin1')],
        ['utf-16', json('utf16le')],
        ['UTF-16LE', json('utf16le')],
      ])('is read where it says so: %s', async (charset, body) => {
        const answer = await post(MESSAGES, body, `application/json; charset=${charset}`);
        expect(answer.status).toBe(202);
        const { id } = (await answer.json()) as { id: string };
        expect((await app.message(id)).text).toBe(text);
      });

      it.each([
        ['it does not say so', 'application/json', 400],
        ['it says UTF-8', 'application/json; charset=utf-8', 400],
        ['nobody knows what it says', 'application/json; charset=klingon', 415],
      ])('is refused where %s, at every door', async (_, type, status) => {
        const { key } = await app.withKey(app.admin);
        const headers = { 'content-type': type };
        const gateway = Buffer.from(JSON.stringify({ recipient: good.to, message: text }), 'latin1');
        for (const [path, body] of [
          [MESSAGES, json('latin1')],
          ['/api/sms', gateway],
        ] as const) {
          for (const shown of [{ authorization: `Bearer ${app.admin.token}` }, { 'x-api-key': key }]) {
            const answer = await fetch(`${app.url}${path}`, {
              method: 'POST',
              headers: { ...headers, ...shown },
              body,
            });
            expect([path, answer.status]).toEqual([path, status]);
            expect(await answer.text()).toMatch(/charset|UTF-8/);
          }
        }
      });
    });

    it('of 2 MB is refused', async () => {
      expectProblem(await client.post(MESSAGES, { ...good, text: 'x'.repeat(2 * 1024 * 1024) }), 413);
    });

    it('of 40 MB is refused as a batch too', async () => {
      const text = 'x'.repeat(40 * 1024 * 1024);
      const answer = await client.raw(BATCH, text).catch(() => null);
      // The server may hang up before all was sent, which a client cannot tell from a broken line.
      if (answer) expectProblem(answer, 413);
    });

    it('with keys that reach for the prototype is refused, and changes nobody’s', async () => {
      for (const body of [
        '{"to":"+254712345678","text":"x","__proto__":{"polluted":true}}',
        '{"__proto__":{"to":"+254712345678","text":"x"}}',
        '{"to":"+254712345678","text":"x","constructor":{"prototype":{"polluted":true}}}',
      ]) {
        expectProblem(await client.raw(MESSAGES, body), 400);
      }
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    });

    it('with a key twice is read as JSON parsers read it: the last counts', async () => {
      const answer = await client.raw<{ id: string }>(
        MESSAGES,
        '{"to":"+254712345678","text":"first","text":"second"}',
      );
      expect(answer.status).toBe(202);
      expect((await app.message(answer.body.id)).text).toBe('second');
    });

    it('that is nested 100,000 deep is refused', async () => {
      const deep = (open: string, close: string) => open.repeat(100_000) + close.repeat(100_000);
      for (const body of [`{"to":${deep('[', ']')},"text":"x"}`, deep('{"a":', '}').replaceAll(':}', ':1}')]) {
        expectWrongField(await client.raw(MESSAGES, body), 400, 'body', /at most 16 levels/);
      }
    });

    it('with 10,000 unknown fields is refused', async () => {
      const fields = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`field_${index}`, index]));
      expectProblem(await client.post(MESSAGES, { ...good, ...fields }), 400);
    });
  });

  describe('in a batch', () => {
    it.each<[string, unknown]>([
      ['no messages', {}],
      ['an empty list', { messages: [] }],
      ['an object instead of a list', { messages: good }],
      ['10,001 messages', { messages: Array.from({ length: 10_001 }, () => 1) }],
    ])('is refused: %s', async (_, body) => {
      expectWrongField(await client.post(BATCH, body), 400, 'messages');
    });

    it('is refused for a field beside the list', async () => {
      expectWrongField(await client.post(BATCH, { messages: [good], sender: 1 }), 400, 'sender');
    });
  });

  describe('in an address', () => {
    it.each([
      ['/api/v1/messages/nope', 'id'],
      ['/api/v1/messages/1', 'id'],
      ['/api/v1/messages/019ab000-0000-7000-8000-00000000000g', 'id'],
      ["/api/v1/messages/019ab000-0000-7000-8000-000000000001'--", 'id'],
      ['/api/v1/messages/%00', 'id'],
      ['/api/v1/sim-cards/nope', 'id'],
      ['/api/v1/sim-cards/1.5', 'id'],
      ['/api/v1/sim-cards/-1', 'id'],
      ['/api/v1/sim-cards/99999999999', 'id'],
      ['/api/v1/users/NaN', 'id'],
    ])('%s is no id', async (path, field) => {
      expectWrongField(await client.get(path), 400, field);
    });

    it('to cancel or requeue is no id', async () => {
      expectWrongField(await client.post('/api/v1/messages/nope/cancel'), 400, 'id');
      expectWrongField(await client.post('/api/v1/messages/nope/requeue'), 400, 'id');
    });

    it.each([
      `/api/v1/messages/${uuidv7()}`,
      '/api/v1/sim-cards/999999',
      '/api/v1/users/999999',
      '/api/v1/nowhere',
      '/api/v1/messages/../etc/passwd',
    ])('%s is not there', async (path) => {
      expectProblem(await client.get(path), 404);
    });

    it('is broken, or far too long', async () => {
      expectProblem(await client.get('/api/v1/messages/%ZZ'), 400);
      const long = await client.get(`/api/v1/messages/${'x'.repeat(3000)}`);
      expect([400, 404, 414]).toContain(long.status);
      expectProblem(long, long.status);
    });

    it('takes no such method, and says which it takes', async () => {
      const answer = await client.delete(MESSAGES);
      expectProblem(answer, 405);
      expect(answer.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
    });
  });

  describe('in a query', () => {
    it.each([
      ['limit=0', 'limit'],
      ['limit=-1', 'limit'],
      ['limit=501', 'limit'],
      ['limit=1000000000', 'limit'],
      ['limit=ten', 'limit'],
      ['limit=1.5', 'limit'],
      ['limit=1&limit=2', 'limit'],
      ['cursor=made-up', 'cursor'],
      ['cursor=czE', undefined],
      [`cursor=${'x'.repeat(300)}`, 'cursor'],
      ['page=2', 'page'],
      ['status=lost', 'status'],
      ['direction=sideways', 'direction'],
      ['sim_card_id=first', 'sim_card_id'],
      ['since=yesterday', 'since'],
      ['until=2026-13-01T00:00:00Z', 'until'],
      ['number=1', 'number'],
      [`client_ref=${'x'.repeat(65)}`, 'client_ref'],
      ['owner=1', 'owner'],
    ])('%s', async (query, field) => {
      const answer = await client.get(`${MESSAGES}?${query}`);
      if (field === undefined) expect(answer.status).toBe(200);
      else expectWrongField(answer, 400, field);
    });

    it.each([
      '/api/v1/inbox?status=sent',
      '/api/v1/sim-cards?cursor=abc',
      '/api/v1/stats/throughput?minutes=0',
      '/api/v1/stats/throughput?minutes=x',
    ])('%s', async (path) => {
      expect(expectProblem(await client.get(path), 400)).toHaveLength(1);
    });

    it.each([
      '__proto__=1',
      '__proto__[a]=1',
      'number=%00%00%00',
      'client_ref=%27%20OR%201%3D1%20--',
      'number=%25%25%25',
    ])('%s shows nobody’s messages', async (query) => {
      const answer = await client.get<{ data: unknown[] }>(`${MESSAGES}?${query}&until=2000-01-01T00:00:00Z`);
      if (answer.status === 200) expect(answer.body.data).toEqual([]);
      else expectProblem(answer, 400);
    });
  });

  describe('in an Idempotency-Key', () => {
    it.each([[''], ['x'.repeat(256)]])('is refused: %j', async (key) => {
      expectWrongField(await client.with({ 'idempotency-key': key }).post(MESSAGES, good), 400, 'Idempotency-Key');
    });
  });

  describe('in a SIM card', () => {
    it.each<[string, object, string]>([
      ['no number', {}, 'number'],
      ['a number that is none', { number: 'front desk' }, 'number'],
      ['a window of nothing', { number: '+254733111222', window: 0 }, 'window'],
      ['a rate below nothing', { number: '+254733111222', rate_per_minute: -1 }, 'rate_per_minute'],
      ['a cap that is a word', { number: '+254733111222', daily_cap: 'none' }, 'daily_cap'],
      ['a status that does not exist', { number: '+254733111222', status: 'broken' }, 'status'],
      ['an id of one’s own', { number: '+254733111222', id: 1 }, 'id'],
    ])('is refused: %s', async (_, body, field) => {
      expectWrongField(await client.post('/api/v1/sim-cards', body), 400, field);
    });

    it('is refused a number that is taken, at creation and later', async () => {
      const [one, two] = [
        await client.post<{ id: number }>('/api/v1/sim-cards', { number: '0733 111 333' }),
        await client.post<{ id: number }>('/api/v1/sim-cards', { number: '0733 111 444' }),
      ];
      expect([one.status, two.status]).toEqual([201, 201]);
      expectWrongField(await client.post('/api/v1/sim-cards', { number: '+254733111333' }), 409, 'number');
      expectWrongField(await client.patch(`/api/v1/sim-cards/${two.body.id}`, { number: '0733111333' }), 409, 'number');
    });
  });

  describe('in what the caller shows', () => {
    const answers = async (headers: Record<string, string>): Promise<Answer> =>
      new Client(app.url, headers).get(MESSAGES);
    const claims = () => {
      const now = Math.floor(Date.now() / 1000);
      const [, payload = ''] = app.admin.token.split('.');
      const { sub, jti, epoch, iss, aud } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<
        string,
        unknown
      >;
      return { sub, jti, epoch, iss, aud, iat: now, exp: now + 600 };
    };
    const signed = (payload: object, secret = app.get(Secrets).jwt, header: object = { alg: 'HS256', typ: 'JWT' }) => {
      const text = `${base64url(header)}.${base64url(payload)}`;
      return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    };

    it('is let in when it is right', async () => {
      expect((await answers({ authorization: `Bearer ${signed(claims())}` })).status).toBe(200);
    });

    it.each<[string, () => string]>([
      ['that is expired', () => signed({ ...claims(), exp: Math.floor(Date.now() / 1000) - 1 })],
      ['that says alg none', () => `${base64url({ alg: 'none' })}.${base64url(claims())}.`],
      ['that says alg none, signed', () => signed(claims(), app.get(Secrets).jwt, { alg: 'none' })],
      ['of another algorithm', () => signed(claims(), app.get(Secrets).jwt, { alg: 'HS512' })],
      ['signed by somebody else', () => signed(claims(), 'another secret of more than thirty characters')],
      ['of another issuer', () => signed({ ...claims(), iss: 'elsewhere' })],
      ['for another audience', () => signed({ ...claims(), aud: 'elsewhere' })],
      ['of a user that does not exist', () => signed({ ...claims(), sub: '999999' })],
      ['of a user that is a query', () => signed({ ...claims(), sub: '1 OR 1=1' })],
      ['that is not valid yet', () => signed({ ...claims(), nbf: Math.floor(Date.now() / 1000) + 600 })],
      ['that was changed', () => app.admin.token.replace(/\.[^.]*\./, `.${base64url({ ...claims(), sub: '2' })}.`)],
      ['cut short', () => app.admin.token.slice(0, -5)],
      ['of nonsense', () => 'nonsense'],
    ])('is refused: a token %s', async (_, token) => {
      const answer = await answers({ authorization: `Bearer ${token()}` });
      expectProblem(answer, 401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    });

    it.each([
      [{}],
      [{ authorization: 'Bearer' }],
      [{ authorization: 'Basic YWRtaW46YWRtaW4=' }],
      [{ 'x-api-key': '' }],
      [{ 'x-api-key': 'sbx_nonsense' }],
      [{ 'x-api-key': `sbx_${'A'.repeat(43)}` }],
      [{ 'x-api-key': 'x'.repeat(4000) }],
    ])('is refused: %j', async (headers) => {
      expectProblem(await answers(headers), 401);
    });

    it('is refused from the moment its key is revoked', async () => {
      const { client: caller, id } = await app.withKey(user);
      expect((await caller.get(MESSAGES)).status).toBe(200);
      expect((await user.delete(`/api/v1/api-keys/${id}`)).status).toBe(204);
      expectProblem(await caller.get(MESSAGES), 401);
      expectProblem(await caller.post(MESSAGES, good), 401);
    });

    it('is refused from the moment its account is disabled', async () => {
      const leaver = await app.account('lena', 'operator');
      const { client: caller } = await app.withKey(leaver);
      expect((await caller.get(MESSAGES)).status).toBe(200);
      await app.admin.patch(`/api/v1/users/${leaver.user.id}`, { disabled: true });
      expectProblem(await caller.get(MESSAGES), 401);
      expectProblem(await leaver.get(MESSAGES), 401);
    });
  });

  describe('from a role that is too low', () => {
    it.each<[string, (caller: { user: Account; viewer: Account }) => Promise<Answer>]>([
      ['a viewer sends', ({ viewer: caller }) => caller.post(MESSAGES, good)],
      ['a viewer sends a batch', ({ viewer: caller }) => caller.post(BATCH, { messages: [good] })],
      ['a viewer cancels', ({ viewer: caller }) => caller.post(`${MESSAGES}/${uuidv7()}/cancel`)],
      ['a viewer adds a SIM card', ({ viewer: caller }) => caller.post('/api/v1/sim-cards', { number: RECIPIENT })],
      ['a viewer removes a SIM card', ({ viewer: caller }) => caller.delete('/api/v1/sim-cards/1')],
      ['a viewer lists users', ({ viewer: caller }) => caller.get('/api/v1/users')],
      ['a user looks into the inbox', ({ user: caller }) => caller.get('/api/v1/inbox')],
      ['a user lists SIM cards', ({ user: caller }) => caller.get('/api/v1/sim-cards')],
      ['a user lists workers', ({ user: caller }) => caller.get('/api/v1/workers')],
      ['a user reads statistics', ({ user: caller }) => caller.get('/api/v1/stats/summary')],
      ['a user makes an admin', ({ user: caller }) => caller.post('/api/v1/users', {})],
    ])('is refused: %s', async (_, act) => {
      expectProblem(await act({ user, viewer }), 403);
    });

    it('is refused before the body is looked at', async () => {
      expectProblem(await viewer.post(MESSAGES, { nonsense: true }), 403);
    });
  });

  it('that is no HTTP at all is answered by hanging up', async () => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('\u0016\u0003\u0001 nonsense\r\n\r\n');
    const [data] = (await once(socket, 'data')) as [Buffer];
    expect(data.toString()).toMatch(/^HTTP\/1\.1 400/);
    socket.destroy();
  });
});
