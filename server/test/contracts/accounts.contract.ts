import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccessEndingRepository } from '../../src/access/auth/access-ending.repository.js';
import { SecondFactorRepository } from '../../src/access/auth/second-factor.repository.js';
import { SessionRepository } from '../../src/access/auth/session.repository.js';
import { UserRepository } from '../../src/access/auth/user.repository.js';
import { newEntry, sha256 } from '../../src/access/audit/audit-entry.js';
import { AuditRepository } from '../../src/access/audit/audit.repository.js';
import { verifyChain } from '../../src/access/audit/chain.js';
import { AuditScope, type AuditedRequest, withinAudit } from '../../src/platform/common/audit/audit-scope.js';
import { uuidv7 } from '../../src/platform/common/uuid.js';
import { READ_SUBJECTS, readingOf } from '../../src/storage/access/audit-readings.js';
import { removeSecondFactor } from '../../src/storage/admin/accounts.js';
import { Database } from '../../src/storage/typeorm/database.js';
import type { OpenStorage, Storage } from './storage.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Long enough ago to be sealed. */
const EARLIER = Date.now() - MINUTE;

/** What every adapter of sessions, second factors and the audit log must do alike. */
export function accountsContract(open: OpenStorage): void {
  let storage: Storage;
  let userId: number;
  const write = (sql: string, params: (string | number)[] = []) =>
    storage.get(Database).write((tx) => tx.run(sql, params));

  beforeAll(async () => {
    storage = await open();
  });
  afterAll(() => storage?.close());
  beforeEach(async () => {
    const username = uuidv7().slice(-12);
    const user = {
      username,
      email: `${username}@example.com`,
      passwordHash: 'a',
      role: 'operator',
      createdAt: 0,
    } as const;
    ({ id: userId } = await storage.get(UserRepository).create(user));
  });

  it('keeps by whose customs and clock somebody reads, each until it is another', async () => {
    const users = storage.get(UserRepository);
    expect(await users.findById(userId)).toMatchObject({ locale: null, timeZone: null });
    await users.change(userId, () => ({ timeZone: 'America/Argentina/ComodRivadavia' }));
    await users.change(userId, () => ({ locale: 'sw-KE' }));
    expect(await users.findById(userId)).toMatchObject({
      locale: 'sw-KE',
      timeZone: 'America/Argentina/ComodRivadavia',
    });
    await users.change(userId, () => ({ timeZone: null }));
    expect(await users.findById(userId)).toMatchObject({ locale: 'sw-KE', timeZone: null });
  });

  it('keeps what was granted to somebody until it is taken back, and tells that older access ended', async () => {
    const users = storage.get(UserRepository);
    expect(await users.findById(userId)).toMatchObject({ granted: [] });
    await users.change(userId, () => ({ granted: ['office.money'], sessionEpoch: 1 }));
    expect(await users.findById(userId)).toMatchObject({ granted: ['office.money'], role: 'operator' });
    await users.change(userId, () => ({ granted: [], sessionEpoch: 2 }));
    expect(await users.findById(userId)).toMatchObject({ granted: [] });
    const told = await storage.get(AccessEndingRepository).after(0, Date.now());
    expect(told.filter((each) => each.userId === userId).map((each) => each.sessionEpoch)).toEqual([1, 2]);
  });

  describe('a session', () => {
    const sessions = () => storage.get(SessionRepository);
    const session = (fields: object = {}) => ({
      ...{
        id: uuidv7().replaceAll('-', '').slice(0, 32),
        userId,
        epoch: 0,
        createdAt: EARLIER,
        expiresAt: EARLIER + DAY,
      },
      ...fields,
    });
    const seen = (at: number, userAgent: string | null = null) => ({ at, address: '10.0.0.1', userAgent });
    const listed = async () => (await sessions().list(userId, Date.now(), 10)).map(({ id }) => id);

    it('is known from its sign-in on, with what is seen of it later', async () => {
      const one = session();
      await sessions().see(one, seen(EARLIER));
      await sessions().see(one, seen(EARLIER + 5, 'a browser'));
      await sessions().see(one, seen(EARLIER + 9));
      const { id, createdAt, expiresAt } = one;
      const last = { at: EARLIER + 9, address: '10.0.0.1', userAgent: 'a browser' };
      expect(await sessions().list(userId, Date.now(), 10)).toEqual([{ id, createdAt, expiresAt, seen: last }]);
    });

    it('ends by itself, singly by its owner and once, or with all that the account has', async () => {
      const [over, one, other] = [session({ expiresAt: EARLIER }), session(), session()];
      for (const each of [over, one, other]) await sessions().see(each, seen(EARLIER));
      expect((await listed()).toSorted()).toEqual([one.id, other.id].toSorted());
      expect(await sessions().end(userId + 1, one.id, Date.now())).toBeNull();
      const ending = { userId, tokenId: one.id, apiKeyId: null, sessionEpoch: null, expiresAt: one.expiresAt };
      expect(await sessions().end(userId, one.id, Date.now())).toEqual(ending);
      expect(await sessions().end(userId, one.id, Date.now())).toBeNull();
      expect(await listed()).toEqual([other.id]);
      const told = await storage.get(AccessEndingRepository).after(0, Date.now());
      expect(told.at(-1)).toMatchObject(ending);
      await storage.get(UserRepository).endSessions(userId, false, Date.now());
      expect(await listed()).toEqual([]);
    });
  });

  describe('a second factor', () => {
    const factors = () => storage.get(SecondFactorRepository);
    const isOn = async () => (await storage.get(UserRepository).findById(userId))?.hasSecondFactor;
    const begun = async (sealed = 'sealed') => {
      expect(await factors().begin(userId, sealed, EARLIER)).toBe(true);
      return { userId, sealed, confirmedAt: null };
    };

    it('counts from its confirmation on, of the last secret that was begun, and cannot be begun again then', async () => {
      const first = await begun('first');
      const second = await begun('second');
      expect(await factors().useStep(userId, 1)).toBe(false);
      expect(await factors().confirm(first, 7, [], EARLIER)).toBe(false);
      expect(await isOn()).toBe(false);
      expect(await factors().confirm(second, 7, ['a', 'b'], EARLIER)).toBe(true);
      expect(await isOn()).toBe(true);
      expect(await factors().begin(userId, 'third', EARLIER)).toBe(false);
      expect(await factors().find(userId)).toEqual({ userId, sealed: 'second', confirmedAt: EARLIER });
      expect(await factors().remove(userId)).toBe(true);
      expect([await isOn(), await factors().find(userId), await factors().codesLeft(userId)]).toEqual([false, null, 0]);
    });

    it('takes a code once, also of ten that come at the same moment, and none of a step before', async () => {
      await factors().confirm(await begun(), 7, [], EARLIER);
      expect(await factors().useStep(userId, 7)).toBe(false);
      const taken = await Promise.all(Array.from({ length: 10 }, () => factors().useStep(userId, 8)));
      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await factors().useStep(userId, 7)).toBe(false);
      expect(await factors().useStep(userId, 9)).toBe(true);
    });

    it('is taken away from the command line, where nobody is left who could sign in', async () => {
      await factors().confirm(await begun(), 7, ['a'], EARLIER);
      const user = await storage.get(UserRepository).findById(userId);
      if (!user) throw new Error('the account is not there');
      const remove = () => removeSecondFactor(storage.get(Database), user);
      expect([await remove(), await isOn(), await factors().codesLeft(userId)]).toEqual([true, false, 0]);
      expect(await remove()).toBe(false);
    });

    it('takes a recovery code once, of its account, until there are others', async () => {
      await factors().confirm(await begun(), 7, ['a', 'b'], EARLIER);
      expect(await factors().useRecoveryCode(userId + 1, 'a', EARLIER)).toBe(false);
      const taken = await Promise.all(Array.from({ length: 5 }, () => factors().useRecoveryCode(userId, 'a', EARLIER)));
      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await factors().codesLeft(userId)).toBe(1);
      await factors().replaceCodes(userId, ['c', 'd', 'e']);
      expect(await factors().useRecoveryCode(userId, 'b', EARLIER)).toBe(false);
      expect(await factors().codesLeft(userId)).toBe(3);
    });
  });

  describe('the audit log', () => {
    const log = () => storage.get(AuditRepository);
    const request = (fields: Partial<AuditedRequest> = {}): AuditedRequest => ({
      at: EARLIER,
      userId,
      username: 'rosa',
      apiKeyId: null,
      action: 'users.change',
      subjectType: 'users',
      subjectId: String(userId),
      asked: { email: 'new@example.com', password: 'hunter22' },
      address: '10.0.0.1',
      requestId: uuidv7(),
      ...fields,
    });
    const newest = async () => (await log().list({ userId }, { limit: 1 }))[0];
    const add = (count: number, fields: Partial<AuditedRequest> = {}) =>
      Promise.all(
        Array.from({ length: count }, () => log().add({ ...newEntry(request(fields), {}), outcome: 'done' })),
      );
    const sealAll = async () => {
      while ((await log().seal(Date.now(), 100)) > 0);
    };
    beforeEach(async () => {
      for (const table of ['audit_log', 'audit_chain']) await write(`DELETE FROM ${table}`);
    });

    it('has the row of a change in its transaction, with what was and what is, and no secret', async () => {
      const scope = new AuditScope(request());
      await withinAudit(scope, () =>
        storage.get(UserRepository).change(userId, () => ({ email: 'new@example.com', passwordHash: 'another' })),
      );
      const row = await newest();
      expect(row).toMatchObject({ id: scope.rowId, outcome: null, seq: null, action: 'users.change' });
      const changes = JSON.parse(row?.changes ?? '') as { before: object; after: object; asked: object };
      expect(changes.after).toMatchObject({ email: 'new@example.com', password_hash: '***' });
      expect(Object.keys(changes.before).toSorted()).toEqual(['email', 'email_key', 'password_hash']);
      expect(changes.asked).toEqual({ email: 'new@example.com', password: '***' });
      await log().end(row?.id ?? 0, { outcome: 'done', subjectId: String(userId) });
      expect(await newest()).toEqual({ ...row, outcome: 'done', subjectId: String(userId) });
      const late = { changes: '{"before":{"a":1}}', changesHash: sha256('{"before":{"a":1}}') };
      await log().end(row?.id ?? 0, { outcome: 'done', subjectId: 'x', changes: late });
      expect(await newest()).toMatchObject({ subjectId: 'x', ...late });
    });

    it('reads of each kind of thing what is meant, and not another with the same number', async () => {
      const put = (table: string, row: Record<string, string | number>) =>
        storage.get(Database).write((tx) => tx.insert(table, Object.keys(row), [Object.values(row)]));
      const [id, created_at] = [7, EARLIER];
      const asked = { id, created_at, amount: 100, phone: '254712000001', shortcode: '600000', state: 'open' };
      await put('payments', { id, created_at, customer_id: 1, amount: 900, method: 'cash', status: 'pending' });
      await put('incoming_payments', { ...asked, source: 'c2b', paid_at: EARLIER });
      await put('mpesa_attempts', { ...asked, customer_id: 1, reference: 'A' });
      const changed = async (subjectType: string, sql: string, subjectId = '7') => {
        await withinAudit(new AuditScope(request({ subjectType, subjectId })), () => write(sql));
        const { before, after } = JSON.parse((await newest())?.changes ?? '') as Record<string, object>;
        return [before, after];
      };
      const to = (table: string, word: string) => `UPDATE ${table} SET ${word} WHERE id = 7`;
      expect(await changed('unmatched-payments', to('incoming_payments', "state = 'matched'"))).toEqual([
        { state: 'open' },
        { state: 'matched' },
      ]);
      expect(await changed('payment-pushes', to('mpesa_attempts', "state = 'failed'"))).toEqual([
        { state: 'open' },
        { state: 'failed' },
      ]);
      expect(await changed('payments', to('payments', "status = 'completed'"))).toEqual([
        { status: 'pending' },
        { status: 'completed' },
      ]);
      const rename = `UPDATE users SET full_name = 'Rosa', password_hash = 'b' WHERE id = ${userId}`;
      expect(await changed('auth', rename, String(userId))).toEqual([
        { full_name: null, password_hash: '***' },
        { full_name: 'Rosa', password_hash: '***' },
      ]);
      for (const table of ['payments', 'incoming_payments', 'mpesa_attempts']) await write(`DELETE FROM ${table}`);
    });

    it('can read each kind of thing that it says it reads', async () => {
      expect(READ_SUBJECTS.length).toBeGreaterThan(25);
      for (const subjectType of READ_SUBJECTS) {
        const { sql, isText } = readingOf(subjectType) ?? { sql: '', isText: false };
        expect(await storage.rows(sql, [isText ? 'none' : 999_999])).toEqual([]);
      }
    });

    it('has one row of a request that writes twice, and none of one whose write fails', async () => {
      const scope = new AuditScope(request());
      const failing = withinAudit(scope, () =>
        storage.get(UserRepository).change(userId, () => {
          throw new Error('refused');
        }),
      );
      await expect(failing).rejects.toThrow('refused');
      expect(await newest()).toBeUndefined();
      const rename = (fullName: string) => storage.get(UserRepository).change(userId, () => ({ fullName }));
      await withinAudit(scope, () => Promise.all([rename('One'), rename('Two')]));
      expect(await log().list({ userId }, { limit: 9 })).toHaveLength(1);
    });

    it('is found by who, what, which and when', async () => {
      await add(1, { action: 'pairs.create', subjectType: 'pairs', subjectId: 'a' });
      await add(1, { action: 'pairsx.create', subjectType: 'pairsx', at: EARLIER - DAY });
      await add(1, { action: 'pairs.change', subjectType: 'pairs', subjectId: 'b', userId: userId + 1, apiKeyId: 5 });
      const found = async (filter: object) => (await log().list(filter, { limit: 9 })).map(({ action }) => action);
      expect(await found({ action: 'pairs' })).toEqual(['pairs.change', 'pairs.create']);
      expect(await found({ action: 'pairs.create' })).toEqual(['pairs.create']);
      expect(await found({ action: 'pa%' })).toEqual([]);
      expect(await found({ subjectType: 'pairs', subjectId: 'b' })).toEqual(['pairs.change']);
      expect(await found({ apiKeyId: 5 })).toEqual(['pairs.change']);
      expect(await found({ userId })).toEqual(['pairsx.create', 'pairs.create']);
      expect(await found({ at: { from: EARLIER } })).toEqual(['pairs.change', 'pairs.create']);
    });

    it('is linked in order, leaving what is under way and what is behind it, unless its server ended in it', async () => {
      await add(3);
      const open = { ...newEntry(request(), {}) };
      await log().add(open);
      await add(2);
      expect(await log().seal(EARLIER - 1, 100)).toBe(3);
      expect(await log().seal(EARLIER - 1, 100)).toBe(0);
      expect(await log().seal(EARLIER + 1, 100)).toBe(3);
      expect(await verifyChain(log())).toEqual({
        ...{ whole: true, rows: 6, first: 1, last: 6, erased: 0, unsealed: 0, problem: null },
      });
    });

    it('is linked once where two servers do it at the same moment', async () => {
      await add(20);
      await Promise.all([1, 2, 3].map(() => log().seal(Date.now(), 100)));
      await sealAll();
      expect(await verifyChain(log())).toMatchObject({ whole: true, rows: 20, last: 20 });
    });

    it.each<[string, string, string]>([
      ['a row that was changed', "UPDATE audit_log SET username = 'mallory' WHERE seq = 3", 'place 3 (id'],
      ['content that was changed', "UPDATE audit_log SET changes = '{}' WHERE seq = 3", 'place 3 (id'],
      ['a row that was taken out', 'DELETE FROM audit_log WHERE seq = 3', 'place 3 is gone'],
      ['the first one, too', 'DELETE FROM audit_log WHERE seq = 1', 'place 1 is gone'],
      ['an end that was cut off', 'DELETE FROM audit_log WHERE seq > 3', 'behind place 3'],
    ])('shows %s', async (_what, sql, problem) => {
      await add(5);
      await sealAll();
      await write(sql);
      const found = await verifyChain(log());
      expect(found.whole).toBe(false);
      expect(found.problem).toContain(problem);
    });

    it('may lose its beginning to retention, and content to the law, and is whole', async () => {
      await add(3, { at: EARLIER - 9 * DAY });
      await add(2, { asked: { phone: '+254712345678' } });
      await sealAll();
      expect(await log().cut(EARLIER - DAY, 2)).toBe(2);
      expect(await log().cut(EARLIER - DAY, 2)).toBe(1);
      expect(await log().cut(EARLIER - DAY, 2)).toBe(0);
      expect(await log().erase('+254712345678')).toBe(2);
      await add(1);
      await sealAll();
      expect(await verifyChain(log())).toMatchObject({ whole: true, rows: 3, first: 4, last: 6, erased: 2 });
    });
  });
}
