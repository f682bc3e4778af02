import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiKeyCipher, newApiKey } from '../../src/access/auth/api-key.js';
import { ApiKeyRepository } from '../../src/access/auth/api-key.repository.js';
import { codeAt } from '../../src/access/auth/second-factor.js';
import { SecondFactorRepository } from '../../src/access/auth/second-factor.repository.js';
import { SecondFactorsService } from '../../src/access/auth/second-factors.service.js';
import { UserRepository } from '../../src/access/auth/user.repository.js';
import { SettingsRepository } from '../../src/access/settings/settings.repository.js';
import { NumberListRepository } from '../../src/campaigns/number-lists/number-list.repository.js';
import { OpenChunk, encodeRow, packChunk } from '../../src/campaigns/number-lists/chunk-codec.js';
import { ProgramRepository } from '../../src/campaigns/programs/program.repository.js';
import { RunRepository } from '../../src/campaigns/programs/runs/run.repository.js';
import { CountRepository } from '../../src/messaging/counts/count.repository.js';
import { MessageCountsService } from '../../src/messaging/counts/message-counts.service.js';
import { Archive } from '../../src/messaging/retention/archive.js';
import { RetentionPass } from '../../src/messaging/retention/retention-pass.js';
import { RetentionRepository } from '../../src/messaging/retention/retention.repository.js';
import type { Message } from '../../src/messaging/sms/message.js';
import { MessageRepository } from '../../src/messaging/sms/message.repository.js';
import { SuppressionRepository } from '../../src/messaging/suppression/suppression.repository.js';
import { WebhookSealService } from '../../src/outside/webhooks/webhook-seal.service.js';
import { WebhookRepository } from '../../src/outside/webhooks/webhook.repository.js';
import { IdempotencyRepository } from '../../src/platform/common/idempotency/idempotency.repository.js';
import { documentId } from '../../src/platform/common/document-id.js';
import { uuidv7 } from '../../src/platform/common/uuid.js';
import { InstallationRepository } from '../../src/platform/config/installation.repository.js';
import { SECRETS, Secrets, hear, loadSecrets } from '../../src/platform/config/secrets.js';
import { verify } from '../../src/storage/backup/verify.js';
import { ERASED, eraseNumber } from '../../src/storage/erase/erase.js';
import { endRotation, rotate } from '../../src/storage/secrets/rotate.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { PeerIndex } from '../../src/storage/typeorm/repositories/peer-index.js';
import { listWith, programWith } from '../documents.js';
import { NOON, messageWith } from '../messages.js';
import { placesWith, putWhereItMayStand } from './where-numbers-stand.js';
import type { OpenStorage, Storage } from './storage.js';

const DAY = 86_400_000;
const OLD = NOON - 100 * DAY;
const MIDDLE = NOON - 40 * DAY;
const GONE = '+254711111111';
const NO_LIMITS = { scopes: null, networks: null, expiresAt: null };

/** What keeps, takes away and seals anew what is stored must do alike on every adapter. */
export function operationsContract(open: OpenStorage): void {
  let storage: Storage;
  let messages: MessageRepository;
  beforeAll(async () => {
    storage = await open();
    messages = storage.get(MessageRepository);
  });
  afterAll(() => storage?.close());

  const at = (time: number, fields: Partial<Message> = {}): Message =>
    messageWith({ createdAt: time, updatedAt: time, status: 'delivered', channelId: 3, ...fields });
  const store = (...made: Message[]) => messages.insertMany(made, { known: false });
  const found = async (...made: Message[]) => {
    const there = new Map((await messages.findMany(made.map(({ id }) => id))).map((one) => [one.id, one]));
    return made.map(({ id }) => there.get(id)?.text ?? null);
  };
  const inStatus = () => new MessageCountsService(storage.get(CountRepository)).inStatus();
  const pass = (more: object = {}) =>
    new RetentionPass(storage.get(RetentionRepository), {
      bounds: { texts: NOON - 30 * DAY, messages: NOON - 90 * DAY },
      now: NOON,
      archive: null,
      pace: () => Infinity,
      ...more,
    });
  const wrong = async () => (await verify(storage.config)).flatMap((finding) => finding.wrong);

  describe('retention', () => {
    it('removes what is over for long, takes texts away before that, and keeps what is not over and what a run needs', async () => {
      const { details } = programWith({});
      const settings = { name: 'p', ownerId: 1, pairId: null, listId: documentId(), details };
      const { run } = await storage
        .get(RunRepository)
        .begin(
          { programId: documentId(), settings, totalRows: 1, startedAt: OLD },
          { level: 'info', text: 'Started.' },
        );
      const gone = [at(OLD), at(OLD, { status: 'failed' }), at(OLD, { status: 'received', direction: 'inbound' })];
      const going = at(OLD, { runId: run.id, programId: run.programId });
      const waiting = at(OLD, { status: 'queued', channelId: null });
      const [bare, fresh, newest] = [at(MIDDLE), at(NOON - DAY), at(NOON)];
      await store(...gone, going, waiting, bare, fresh, newest);
      const before = await inStatus();
      if (storage.get(Database).isSqlite) await storage.get(PeerIndex).catchUp();

      const beside = storage.get(RetentionRepository).sparing(() => pass().run());
      expect(await beside).toEqual({ messages: 3, texts: 1 });
      expect(await found(...gone)).toEqual([null, null, null]);
      expect(await found(going, waiting, bare, fresh)).toEqual(['hello', 'hello', '', 'hello']);
      const after = await inStatus();
      for (const [status, removed] of [
        ['delivered', 1],
        ['failed', 1],
        ['received', 1],
        ['queued', 0],
      ] as const) {
        expect([status, (before.get(status) ?? 0) - (after.get(status) ?? 0)]).toEqual([status, removed]);
      }
      // What its run has counted stays what it was.
      expect((await storage.get(RunRepository).tallies([run.id])).get(run.id)?.get('delivered')?.entered).toBe(1);
      const listed = await messages.list({ peer: bare.peer }, 50);
      expect(listed.map(({ id }) => id)).not.toContain(gone[0]?.id);
      expect(await wrong()).toEqual([]);
      expect(await pass().run()).toEqual({ messages: 0, texts: 0 });
    });

    it('leaves what changed between its look and its step', async () => {
      const rows = storage.get(RetentionRepository);
      const [one, other] = [at(OLD), at(OLD)];
      await store(one, other, at(NOON));
      const seqs = new Set((await messages.findMany([one.id, other.id])).map(({ seq }) => seq));
      const looked = (await rows.rows(0, 500)).filter(({ seq }) => seqs.has(seq));
      await storage
        .get(Database)
        .write((tx) => tx.run('UPDATE messages SET version = version + 1 WHERE id = ?', [one.id]));
      expect(await rows.remove(looked, NOON)).toBe(1);
      expect(await found(one, other)).toEqual(['hello', null]);
    });

    it('takes out of the index by number what a pass that was killed left there', async () => {
      const db = storage.get(Database);
      if (!db.isSqlite) return;
      const left = async () =>
        (await db.read('SELECT 1 FROM message_peers WHERE seq NOT IN (SELECT seq FROM messages)')).length;
      await pass().run();
      await store(at(OLD), at(NOON));
      await storage.get(PeerIndex).catchUp();
      const rows = storage.get(RetentionRepository);
      const looked = (await rows.rows(0, 500)).filter(
        ({ createdAt, status }) => createdAt === OLD && status === 'delivered',
      );
      expect([await rows.remove(looked.slice(-1), NOON), await left()]).toEqual([1, 1]);
      expect([await pass().run(), await left()]).toEqual([{ messages: 0, texts: 0 }, 0]);
    });

    it('ended between two steps, is completed by the next, and every message is in the archive', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'signalbox-archive-'));
      try {
        const many = Array.from({ length: 250 }, () => at(OLD));
        await store(...many, at(NOON));
        const ended = new AbortController();
        let steps = 0;
        const pace = () => (++steps === 3 && ended.abort(new Error('killed')), Infinity);
        const first = new Archive(folder, new Date(1));
        await expect(pass({ archive: first, signal: ended.signal, pace }).run()).rejects.toThrow('killed');
        await first.close();
        const left = (await found(...many)).filter((text) => text !== null).length;
        expect([left > 0, left < many.length]).toEqual([true, true]);
        const second = new Archive(folder, new Date(2));
        await pass({ archive: second }).run();
        await second.close();
        expect((await found(...many)).every((text) => text === null)).toBe(true);
        const text = readdirSync(folder).map((name) => gunzipSync(readFileSync(join(folder, name))).toString());
        const ids = new Set(
          text
            .join('')
            .trim()
            .split('\n')
            .map((line) => (JSON.parse(line) as { id: string }).id),
        );
        expect(many.every(({ id }) => ids.has(id))).toBe(true);
        expect(await wrong()).toEqual([]);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });

  it('a number that is erased is gone from messages and lists, and stays suppressed', async () => {
    const lists = storage.get(NumberListRepository);
    const list = listWith({ status: 'ready' });
    await lists.create(list);
    await lists.putChunk(
      list.id,
      'rows',
      0,
      packChunk([encodeRow(254711111111, false, ['Ann']), encodeRow(254722222222, false, ['Bob'])]),
    );
    await storage
      .get(SuppressionRepository)
      .apply([{ add: { number: GONE, source: 'stop', note: null, createdAt: NOON } }]);
    const [sent, came, other] = [
      at(NOON, { peer: GONE, clientRef: 'order-1' }),
      at(NOON, { peer: GONE, status: 'received', direction: 'inbound' }),
      at(NOON),
    ];
    await store(sent, came, other);
    if (storage.get(Database).isSqlite) await storage.get(PeerIndex).catchUp();
    const waiting = at(NOON, { peer: GONE, status: 'queued', channelId: null });
    await store(waiting);
    const erase = () => eraseNumber(storage.get(Database), lists, GONE);
    await expect(erase()).rejects.toThrow('1 messages to this number wait');
    await storage
      .get(Database)
      .write((tx) => tx.run("UPDATE messages SET status = 'cancelled', queue_lane = NULL WHERE id = ?", [waiting.id]));
    await storage.get(Database).write((tx) =>
      tx.increment('message_days', ['day', 'channel_id', 'status', 'entered', 'departed'], 3, [
        [1, 0, 'queued', 0, 1],
        [1, 3, 'cancelled', 1, 0],
      ]),
    );

    const db = storage.get(Database);
    const toldTo = `https://shop.example/?to=${GONE}`;
    await db.write((tx) => tx.run('UPDATE messages SET callback_url = ? WHERE id = ?', [toldTo, sent.id]));
    const shop = { username: 'shop', email: 's@example.com', passwordHash: '', role: 'user' as const, createdAt: 0 };
    const { id: shopId } = await storage.get(UserRepository).create(shop);
    const { id: webhookId } = await storage.get(WebhookRepository).callbacksOf(shopId);
    const posted = async (state: string, ofWebhook: number): Promise<number> => {
      const [url, body] = [toldTo, `{"data":{"to":"${GONE}"}}`];
      const named = [uuidv7(), ofWebhook, 'number.opted_out', `number ${GONE}`];
      const row = [...named, url, body, state, NOON, NOON, NOON, `for ${GONE}`];
      const columns = [
        'event_id',
        'webhook_id',
        'type',
        'topic',
        'url',
        'body',
        'state',
        'due_at',
        'deadline',
        'created_at',
      ];
      await db.write((tx) => tx.insert('webhook_deliveries', [...columns, 'response'], [row]));
      const [made] = await db.read<{ seq: number | string }>('SELECT MAX(seq) AS seq FROM webhook_deliveries');
      const seq = Number(made?.seq);
      const failure = [seq, NOON, 1, 'answered 500', `no ${GONE}`];
      await db.write((tx) => tx.insert('webhook_failures', ['seq', 'at', 'attempt', 'error', 'response'], [failure]));
      return seq;
    };
    const told = async (seq: number) => {
      const sql =
        'SELECT d.topic, d.url, d.body, d.response, f.response AS failure FROM webhook_deliveries d ' +
        'JOIN webhook_failures f ON f.seq = d.seq WHERE d.seq = ?';
      return (await db.read(sql, [seq]))[0];
    };
    const put = (table: string, row: Record<string, string | number | null>) =>
      db.write((tx) => tx.insert(table, Object.keys(row), [Object.values(row)]));
    await putWhereItMayStand(put, GONE);
    const over = await posted('delivered', webhookId);
    const nobodys = await posted('waiting', 999_999);
    const underWay = await posted('waiting', webhookId);

    for (const { holds } of await placesWith(storage, GONE)) expect(holds).toBeGreaterThan(0);
    expect(await erase()).toMatchObject({ messages: 3, listRows: 1, others: 3, logs: 2, answers: 1, waiting: 2 });
    // What waits is not taken back.
    await db.write((tx) => tx.run("UPDATE outbox SET state = 'failed' WHERE state = 'waiting'", []));
    const key = { scope: 'a'.repeat(64), body_hash: 'b' };
    const kept = await storage.get(IdempotencyRepository).find(key.scope);
    expect(kept).toMatchObject({ status: 202, bodyHash: key.body_hash, answer: `{"id":"1","to":"${ERASED}"}` });
    const empty = { topic: null, url: null, body: '{}', response: null, failure: null };
    expect([await told(over), await told(nobodys)]).toEqual([empty, empty]);
    expect(await told(underWay)).toMatchObject({ body: expect.stringContaining(GONE) });
    await db.write((tx) => tx.run("UPDATE webhook_deliveries SET state = 'failed' WHERE seq = ?", [underWay]));
    expect(await erase()).toMatchObject({ waiting: 0 });
    expect(await told(underWay)).toEqual(empty);
    for (const { where, holds } of await placesWith(storage, GONE)) expect(`${where}: ${holds}`).toBe(`${where}: 0`);
    const rejects = 'SELECT value FROM customer_import_rejects ORDER BY line';
    expect((await storage.rows<{ value: string }>(rejects)).map(({ value }) => value)).toEqual([
      ...[ERASED, ERASED, 'Bob,0722 222 222'],
    ]);
    expect(await messages.list({ peer: GONE }, 10)).toEqual([]);
    expect(await messages.find(sent.id)).toMatchObject({
      peer: ERASED,
      text: '',
      clientRef: null,
      callbackUrl: null,
      status: 'delivered',
    });
    expect(await messages.find(other.id)).toMatchObject({ peer: other.peer, text: 'hello' });
    const rows = await (await OpenChunk.open((await lists.chunk(list.id, 'rows', 0)) as Uint8Array)).rows(0, 9);
    expect(rows.map(({ number, suppressed }) => [number, suppressed])).toEqual([
      ['+0', true],
      ['+254722222222', false],
    ]);
    expect(await storage.get(SuppressionRepository).find(GONE)).not.toBeNull();
    expect(await wrong()).toEqual([]);
    expect(await erase()).toMatchObject({ messages: 0, listRows: 0 });
  });

  it('settings are replaced by who knows the newest version', async () => {
    const settings = storage.get(SettingsRepository);
    expect([await settings.find('x'), await settings.version('x')]).toEqual([null, 0]);
    const both = await Promise.all(['1', '2'].map((value) => settings.replace('x', value, 0, NOON)));
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(await settings.version('x')).toBe(1);
    expect([await settings.replace('x', '3', 0, NOON), await settings.replace('x', '4', 1, NOON)]).toEqual([
      false,
      true,
    ]);
    expect(await settings.find('x')).toEqual({ value: '4', version: 2 });
  });

  it('a KEY_SECRET that is replaced opens what the old one sealed, seals it anew, and can be left behind', async () => {
    const installation = storage.get(InstallationRepository);
    const db = storage.get(Database);
    const old = await loadSecrets(storage.config, installation);
    const server = new Secrets(old.jwt, old.key);
    const user = { username: 'owner', email: 'o@example.com', passwordHash: '', role: 'admin' as const, createdAt: 0 };
    const { id: userId } = await storage.get(UserRepository).create(user);
    const cipher = new ApiKeyCipher(old);
    const keys = Array.from({ length: 120 }, newApiKey);
    for (const key of keys) {
      const lookup = cipher.lookup(key);
      const record = { userId, name: 'k', lookup, sealed: cipher.seal(key), hint: 'sbx_', createdAt: 0, ...NO_LIMITS };
      await storage.get(ApiKeyRepository).create(record);
    }
    const program = programWith({});
    const proxySecret = old.sealer('signalbox program proxies').seal('pass', `program ${program.id}`);
    await storage.get(ProgramRepository).create({ ...program, details: { ...program.details, proxySecret } });

    const factors = (secrets: Secrets) => new SecondFactorsService(storage.get(SecondFactorRepository), secrets);
    const totp = (await factors(server).begin(userId)) ?? '';
    const codes = (await factors(server).confirm(userId, codeAt(totp, Date.now()))) ?? [];
    const webhook = await storage.get(WebhookRepository).callbacksOf(userId);
    const sealedSecret = new WebhookSealService(old).seal(webhook.uid, 'secret', 'whsec');
    await storage.get(WebhookRepository).change(webhook.id, { secret: sealedSecret, oldSecret: sealedSecret }, NOON);

    const { resealed, toSet } = await rotate(storage.config, db, 'key');
    expect({ resealed, toSet }).toEqual({ resealed: { done: 124, lost: 0 }, toSet: null });
    const next = await loadSecrets(storage.config, installation);
    expect(next.key).not.toBe(old.key);
    // A server that ran all the while hears of it; one that starts has both.
    expect(await hear(server, 'key', installation)).toBe(true);
    expect([server.key, server.keyRing.all, next.keyRing.all]).toEqual([
      next.key,
      [next.key, old.key],
      [next.key, old.key],
    ]);
    for (const each of [server, new Secrets(next.jwt, next.key)]) {
      const lookups = new ApiKeyCipher(each).lookups(keys[7] ?? '');
      expect((await storage.get(ApiKeyRepository).findByLookup(lookups))?.userId).toBe(userId);
    }
    const { details } = (await storage.get(ProgramRepository).find(program.id)) ?? program;
    expect(
      new Secrets('', next.key)
        .sealer('signalbox program proxies')
        .open(details.proxySecret ?? '', `program ${program.id}`),
    ).toBe('pass');

    const alone = new Secrets('', next.key);
    const factor = await storage.get(SecondFactorRepository).find(userId);
    expect(alone.sealer('signalbox second factor').open(factor?.sealed ?? '', String(userId))).toBe(totp);
    const seals = new WebhookSealService(alone);
    const { uid, secret, oldSecret } = (await storage.get(WebhookRepository).find(webhook.id)) ?? webhook;
    expect([secret, oldSecret].map((each) => seals.open(uid, 'secret', each ?? ''))).toEqual(['whsec', 'whsec']);

    expect(await endRotation(storage.config, db, 'key')).toBe(true);
    expect(await hear(server, 'key', installation)).toBe(true);
    expect(server.keyRing.all).toEqual([next.key]);
    expect(await hear(new Secrets(old.jwt, old.key), 'key', installation)).toBe(false);
    // Recovery codes of before count on, and none is said to be left where none does.
    expect(await factors(alone).use(userId, codes[0] ?? '')).toBe(true);
    expect(await factors(server).codesLeft(userId)).toBe(9);
    expect(await factors(new Secrets('', 'another secret of more than 32 characters')).codesLeft(userId)).toBe(0);
    expect(await endRotation(storage.config, db, 'key')).toBe(false);
    expect(SECRETS).toHaveLength(2);
  });
}
