import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NewApiKeyRecord } from '../../src/access/auth/api-key.js';
import { AccessEndingRepository } from '../../src/access/auth/access-ending.repository.js';
import { ApiKeyRepository } from '../../src/access/auth/api-key.repository.js';
import { NO_LOCKOUT } from '../../src/access/auth/lockout.js';
import { LockoutRepository } from '../../src/access/auth/lockout.repository.js';
import { Taken } from '../../src/access/auth/user.js';
import { UserRepository } from '../../src/access/auth/user.repository.js';
import { bodyHashOf, scopeOf } from '../../src/platform/common/idempotency/idempotency.js';
import { IdempotencyRepository } from '../../src/platform/common/idempotency/idempotency.repository.js';
import { uuidv7 } from '../../src/platform/common/uuid.js';
import { DummyStatsRepository } from '../../src/insight/stats/dummy-stats.repository.js';
import { HealthProbe } from '../../src/platform/health/health-probe.js';
import { LogRepository, type NewLogEntry } from '../../src/access/logs/log.repository.js';
import { LeaseRepository } from '../../src/platform/leases/lease.repository.js';
import { ChannelRepository } from '../../src/messaging/sim-cards/channel.repository.js';
import { MessageRepository } from '../../src/messaging/sms/message.repository.js';
import { WorkerRepository } from '../../src/messaging/workers/worker.repository.js';
import { channelRecordWith } from '../channels.js';
import { NOON, messageWith } from '../messages.js';
import type { OpenStorage, Storage } from './storage.js';

/** What every adapter of the other ports must do alike. */
export function otherRepositoriesContract(open: OpenStorage): void {
  let storage: Storage;
  beforeAll(async () => {
    storage = await open();
  });
  afterAll(() => storage?.close());

  const endings = () => storage.get(AccessEndingRepository);
  const keyOf = (userId: number): NewApiKeyRecord => ({
    userId,
    name: 'a key',
    lookup: uuidv7(),
    sealed: 'sealed',
    hint: 'sbx_abcd',
    scopes: ['send', 'read'],
    expiresAt: NOON + 1,
    networks: '10.0.0.0/8',
    createdAt: NOON,
  });

  describe('dummies of statistics', () => {
    it('are one a program, and what comes next takes their place', async () => {
      const dummies = storage.get(DummyStatsRepository);
      expect(await dummies.sum()).toEqual({ sent: 0, failed: 0 });
      await dummies.put('a', { sent: 1000, failed: 100 });
      await dummies.put('b', { sent: 5, failed: 5 });
      await dummies.put('a', { sent: 10, failed: 0 });
      expect(await dummies.find('a')).toEqual({ sent: 10, failed: 0 });
      expect(await dummies.find('c')).toEqual({ sent: 0, failed: 0 });
      expect(await dummies.sum()).toEqual({ sent: 15, failed: 5 });
    });
  });

  describe('endings of access', () => {
    const token = (tokenId: string, expiresAt: number) => ({
      userId: 7,
      apiKeyId: null,
      tokenId,
      sessionEpoch: null,
      expiresAt,
    });

    it('are told in their order, each once, until they expire', async () => {
      for (const [id, at] of [
        ['one', NOON + 1],
        ['two', NOON + 2],
        ['two', NOON + 2],
      ] as const) {
        await endings().add(token(id, at));
      }
      const told = await endings().after(0, NOON);
      expect(told).toEqual([
        { ...token('one', NOON + 1), id: expect.any(Number) },
        { ...token('two', NOON + 2), id: expect.any(Number) },
      ]);
      expect((await endings().after(told[0]?.id ?? 0, NOON)).map(({ tokenId }) => tokenId)).toEqual(['two']);
      expect((await endings().after(0, NOON + 1)).map(({ tokenId }) => tokenId)).toEqual(['two']);
      await endings().sweep(NOON + 1);
      expect((await endings().after(0, 0)).map(({ tokenId }) => tokenId)).toEqual(['two']);
      await endings().sweep(NOON + 2);
    });
  });

  describe('lockouts', () => {
    const lockouts = () => storage.get(LockoutRepository);
    const of = (failures: number) => ({ failures, lockedUntil: NOON, trustedUntil: NOON + 1, forgottenAt: NOON + 2 });

    it('count failures that come at once one by one, here and everywhere', async () => {
      const count = (address: string) =>
        lockouts().change('u1', address, ({ here, everywhere }) => ({
          here: of(here.failures + 1),
          everywhere: of(everywhere.failures + 1),
        }));
      await Promise.all(Array.from({ length: 10 }, (_, n) => count(n % 2 ? '10.0.0.1' : '2001:db8::/64')));
      expect(await lockouts().find('u1', '10.0.0.1')).toEqual({ here: of(5), everywhere: of(10) });
      expect(await lockouts().find('u1', '10.0.0.2')).toEqual({ here: NO_LOCKOUT, everywhere: of(10) });
      expect(await lockouts().find('u2', '10.0.0.1')).toEqual({ here: NO_LOCKOUT, everywhere: NO_LOCKOUT });
    });

    it('change at an address alone, and are forgotten all at once or when their time has come', async () => {
      await lockouts().change('u3', '10.0.0.1', () => ({ here: of(1) }));
      expect(await lockouts().find('u3', '10.0.0.1')).toEqual({ here: of(1), everywhere: NO_LOCKOUT });
      await lockouts().sweep(NOON + 2);
      expect((await lockouts().find('u3', '10.0.0.1')).here).toEqual(of(1));
      await lockouts().sweep(NOON + 3);
      expect((await lockouts().find('u3', '10.0.0.1')).here).toEqual(NO_LOCKOUT);
      await lockouts().change('u3', '10.0.0.1', () => ({ here: of(1), everywhere: of(2) }));
      await lockouts().clear('u3');
      expect(await lockouts().find('u3', '10.0.0.1')).toEqual({ here: NO_LOCKOUT, everywhere: NO_LOCKOUT });
    });
  });

  describe('users', () => {
    const users = () => storage.get(UserRepository);
    const record = (username: string) => ({
      username,
      email: `${username}@Example.com`,
      passwordHash: '$argon2id$',
      role: 'user' as const,
      createdAt: NOON,
    });

    it('are none at first, and then not', async () => {
      expect(await users().isEmpty()).toBe(true);
      await users().create({ ...record('root'), role: 'admin' });
      expect(await users().isEmpty()).toBe(false);
    });

    it('are found by id, name and address, in any case', async () => {
      const ann = await users().create(record('Ann'));
      expect(ann).toMatchObject({
        username: 'Ann',
        disabled: false,
        fullName: null,
        passwordIsCommon: null,
        sessionEpoch: 0,
        createdAt: NOON,
      });
      expect(await users().findById(ann.id)).toEqual(ann);
      expect(await users().findByIdentifier('ann')).toEqual(ann);
      expect(await users().findByIdentifier('ann@example.com')).toEqual(ann);
      expect(await users().findByIdentifier('nobody')).toBeNull();
      expect(await users().findById(999_999)).toBeNull();
    });

    it('are refused a name or an address that is taken, in any case', async () => {
      await users().create(record('Bob'));
      await expect(users().create({ ...record('BOB'), email: 'other@example.com' })).rejects.toMatchObject({
        field: 'username',
      });
      await expect(users().create({ ...record('bobby'), email: 'BOB@example.com' })).rejects.toThrow(Taken);
    });

    it('come page by page, by id', async () => {
      for (const name of ['p1', 'p2', 'p3']) await users().create(record(name));
      const all = await users().list(100, 0);
      expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).sort((a, b) => a - b));
      const [first, second] = all;
      expect((await users().list(1, first?.id ?? 0)).map(({ id }) => id)).toEqual([second?.id]);
    });

    it('change as was decided on their state, or not at all', async () => {
      const { id } = await users().create(record('carl'));
      const changed = await users().change(id, (user, otherAdmins) => {
        expect({ name: user.username, otherAdmins }).toEqual({ name: 'carl', otherAdmins: 1 });
        return { role: 'operator', disabled: true };
      });
      expect(changed?.after).toMatchObject({ role: 'operator', disabled: true });
      await expect(
        users().change(id, () => {
          throw new Error('not allowed');
        }),
      ).rejects.toThrow('not allowed');
      expect(await users().findById(id)).toEqual(changed?.after);
      expect(await users().change(999_999, () => ({ disabled: true }))).toBeNull();
    });

    it('tell all servers when their counter of sessions rises, and only then', async () => {
      const { id } = await users().create(record('dora'));
      const before = (await endings().after(0, NOON)).length;
      await users().change(id, () => ({ email: 'dora@elsewhere.example' }));
      await users().change(id, () => ({ role: 'viewer', sessionEpoch: 1 }));
      const key = await storage.get(ApiKeyRepository).create(keyOf(id));
      expect(await users().endSessions(id, false, NOON)).toMatchObject({ user: { sessionEpoch: 2 }, keysEnded: 0 });
      expect(await storage.get(ApiKeyRepository).findByLookup([key.lookup])).not.toBeNull();
      expect(await users().endSessions(id, true, NOON)).toMatchObject({ user: { sessionEpoch: 3 }, keysEnded: 1 });
      expect(await storage.get(ApiKeyRepository).findByLookup([key.lookup])).toBeNull();
      expect(await users().findById(id)).toMatchObject({ role: 'viewer', sessionEpoch: 3 });
      await users().remove(id, () => undefined);
      const told = (await endings().after(0, NOON)).slice(before);
      expect(told).toMatchObject([1, 2, 3, 4].map((sessionEpoch) => ({ userId: id, sessionEpoch, apiKeyId: null })));
      expect(await users().endSessions(999_999, true, NOON)).toBeNull();
    });

    it('have a password marked, unless it is another by now', async () => {
      const { id, passwordHash } = await users().create(record('emil'));
      await users().markPassword(id, 'an earlier one', false);
      expect((await users().findById(id))?.passwordIsCommon).toBeNull();
      await users().markPassword(id, passwordHash, true);
      expect((await users().findById(id))?.passwordIsCommon).toBe(true);
      await users().change(id, () => ({ passwordHash: 'next', passwordIsCommon: false }));
      expect((await users().findById(id))?.passwordIsCommon).toBe(false);
    });

    it('are deleted unless the check says no, which knows of their messages', async () => {
      const [idle, busy] = [await users().create(record('idle')), await users().create(record('busy'))];
      await storage.get(MessageRepository).insert({ message: messageWith({ userId: busy.id }) });
      const owns: boolean[] = [];
      const check = (refuse: boolean) => (_: unknown, __: number, ownsMessages: boolean) => {
        owns.push(ownsMessages);
        if (refuse) throw new Error('it has messages');
      };
      expect((await users().remove(idle.id, check(false)))?.id).toBe(idle.id);
      await expect(users().remove(busy.id, check(true))).rejects.toThrow('it has messages');
      expect(owns).toEqual([false, true]);
      expect(await users().findById(idle.id)).toBeNull();
      expect(await users().findById(busy.id)).not.toBeNull();
    });
  });

  describe('API keys', () => {
    const keys = () => storage.get(ApiKeyRepository);
    let userId: number;
    beforeAll(async () => {
      const user = {
        username: 'keys',
        email: 'keys@example.com',
        passwordHash: '',
        role: 'user' as const,
        createdAt: 0,
      };
      ({ id: userId } = await storage.get(UserRepository).create(user));
    });
    const record = (fields: Partial<NewApiKeyRecord> = {}): NewApiKeyRecord => ({ ...keyOf(userId), ...fields });

    it('are found by their look-up until they are revoked, by their owner', async () => {
      const key = await keys().create(record());
      expect(await keys().findByLookup([key.lookup])).toEqual(key);
      expect(await keys().revoke(key.id, userId + 1, NOON)).toBeNull();
      expect((await keys().revoke(key.id, userId, NOON))?.id).toBe(key.id);
      expect(await keys().revoke(key.id, userId, NOON)).toBeNull();
      expect(await keys().findByLookup([key.lookup])).toBeNull();
      expect((await endings().after(0, NOON)).at(-1)).toMatchObject({ userId, apiKeyId: key.id, tokenId: null });
    });

    it('are revoked by whoever may end anybody’s', async () => {
      const key = await keys().create(record());
      expect(await keys().revoke(key.id, null, NOON)).toEqual({ ...key, username: 'keys' });
      expect(await keys().revoke(key.id, null, NOON)).toBeNull();
    });

    it('are listed newest first, without revoked ones', async () => {
      const [first, second, third] = [
        await keys().create(record()),
        await keys().create(record()),
        await keys().create(record()),
      ];
      await keys().revoke(second.id, userId, NOON);
      const listed = await keys().list(userId, 10);
      expect(listed.slice(0, 2)).toEqual([third, first].map((key) => ({ ...key, username: 'keys' })));
      expect((await keys().list(userId, 1, third.id)).map(({ id }) => id)).toEqual([first.id]);
    });

    it('are listed for everybody, with whose they are', async () => {
      const user = { username: 'other', email: 'other-keys@example.com', passwordHash: '', role: 'user' as const };
      const { id } = await storage.get(UserRepository).create({ ...user, createdAt: 0 });
      const [theirs, mine] = [await keys().create(record({ userId: id })), await keys().create(record())];
      const all = await keys().list(null, 2);
      expect(all).toEqual([
        { ...mine, username: 'keys' },
        { ...theirs, username: 'other' },
      ]);
      expect(await keys().list(id, 10)).toEqual([{ ...theirs, username: 'other' }]);
      expect((await keys().list(null, 1, mine.id)).map((key) => key.id)).toEqual([theirs.id]);
    });

    it('remember when they were used', async () => {
      const key = await keys().create(record());
      await keys().touch(key.id, NOON + 1);
      expect((await keys().findByLookup([key.lookup]))?.lastUsedAt).toBe(NOON + 1);
    });

    it('go with their user', async () => {
      const user = {
        username: 'leaver',
        email: 'leaver@example.com',
        passwordHash: '',
        role: 'user' as const,
        createdAt: 0,
      };
      const { id } = await storage.get(UserRepository).create(user);
      const key = await keys().create(record({ userId: id }));
      await storage.get(UserRepository).remove(id, () => undefined);
      expect(await keys().findByLookup([key.lookup])).toBeNull();
    });
  });

  describe('channels', () => {
    const channels = () => storage.get(ChannelRepository);
    const fresh = (fields: Parameters<typeof channelRecordWith>[0]) => {
      const { id: _, ...channel } = channelRecordWith(fields);
      return channel;
    };

    it('keep every field', async () => {
      const channel = fresh({
        key: 'full',
        number: '+254711000001',
        label: 'front desk',
        pairIds: ['0123456789abcdef01234567', '89abcdef0123456701234567'],
        iccid: '8925499000000000001',
        imei: '356938035643809',
        imsi: '639020000000001',
        price: 999_999_999_999,
        prices: { '0123456789abcdef01234567': 250_000 },
        operator: 'Simulator',
        ratePerMinute: 60,
        dailyCap: 1000,
      });
      const created = await channels().create(channel);
      expect(created).toMatchObject(channel);
      expect((await channels().all()).find(({ id }) => id === created?.id)).toEqual(created);
    });

    it('may be many without a number or a key', async () => {
      const bare = fresh({ key: null, number: null });
      expect([await channels().create(bare), await channels().create(bare)]).toEqual([
        expect.objectContaining(bare),
        expect.objectContaining(bare),
      ]);
    });

    it('are refused a number or a key that is another’s, at creation and later', async () => {
      const [one, two] = [
        await channels().create(fresh({ key: 'one', number: '+254711000011' })),
        await channels().create(fresh({ key: 'two', number: '+254711000012' })),
      ];
      expect(await channels().create(fresh({ key: 'three', number: '+254711000011' }))).toBeNull();
      expect(await channels().create(fresh({ key: 'one', number: '+254711000013' }))).toBeNull();
      expect(two && (await channels().update(two.id, { number: one?.number ?? null }))).toBe(false);
      expect(two && (await channels().update(two.id, { label: 'renamed' }))).toBe(true);
      expect((await channels().all()).find(({ id }) => id === two?.id)).toEqual({ ...two, label: 'renamed' });
    });

    it('that were removed are not found, and leave their number and key to others', async () => {
      const gone = await channels().create(fresh({ key: 'gone', number: '+254711000021' }));
      if (gone) await channels().remove(gone, NOON);
      expect((await channels().all()).map(({ id }) => id)).not.toContain(gone?.id);
      const heir = await channels().create(fresh({ key: 'gone', number: '+254711000021' }));
      expect(heir).not.toBeNull();
      expect(heir?.id).not.toBe(gone?.id);
    });

    it('that were removed can be taken back, as they were or as they shall be, unless their number is another’s', async () => {
      const gone = await channels().create(fresh({ key: 'back', number: '+254711000031', label: 'before' }));
      const unseen = await channels().create(fresh({ key: null, number: '+254711000032' }));
      if (!gone || !unseen) throw new Error('expected both to be made');
      for (const channel of [gone, unseen]) await channels().remove(channel, NOON);
      const removed = await channels().removedSimCards();
      expect(removed).toContainEqual({ record: gone, removedAt: NOON });
      expect(removed.map(({ record }) => record.id)).not.toContain(unseen.id);
      const heir = await channels().create(fresh({ key: 'heir', number: '+254711000031' }));
      expect(await channels().restore(gone)).toBe(false);
      expect(await channels().removedSimCards()).toContainEqual({ record: gone, removedAt: NOON });
      const back = { ...gone, number: null, label: 'after' };
      expect(await channels().restore(back)).toBe(true);
      expect((await channels().all()).filter(({ id }) => id === gone.id || id === heir?.id)).toEqual([back, heir]);
      expect((await channels().removedSimCards()).map(({ record }) => record.id)).not.toContain(gone.id);
    });

    it('that were removed are still known for providers, where they were', async () => {
      const provider = await channels().create(fresh({ key: 'http:gone', number: null, kind: 'provider' }));
      const simCard = await channels().create(fresh({ key: 'sim gone', number: null }));
      expect(await channels().removedProviders()).not.toContain(provider?.id);
      for (const channel of [provider, simCard]) if (channel) await channels().remove(channel, NOON);
      const removed = await channels().removedProviders();
      expect(removed).toContain(provider?.id);
      expect(removed).not.toContain(simCard?.id);
    });
  });

  describe('remembered answers', () => {
    const answers = () => storage.get(IdempotencyRepository);
    const request = (key: string) => ({
      scope: scopeOf(1, 'POST /', key),
      since: NOON,
      bodyHash: bodyHashOf(key),
      status: null,
      answer: null,
    });

    it('are begun once, and show how they ended', async () => {
      const first = request('a');
      expect(await answers().begin(first)).toBeNull();
      expect(await answers().begin(first)).toEqual(first);
      await answers().finish(first.scope, 201, '{"id":1}');
      expect(await answers().begin(first)).toEqual({ ...first, status: 201, answer: '{"id":1}' });
    });

    it('are begun by one of many that come at once', async () => {
      const earlier = await Promise.all(Array.from({ length: 20 }, () => answers().begin(request('many'))));
      expect(earlier.filter((answer) => answer === null)).toHaveLength(1);
    });

    it('hold the answer to the largest batch', async () => {
      const large = request('large');
      const text = JSON.stringify({
        data: Array.from({ length: 10_000 }, () => ({ id: uuidv7(), error: 'x'.repeat(100) })),
      });
      await answers().begin(large);
      await answers().finish(large.scope, 202, text);
      expect((await answers().begin(large))?.answer).toBe(text);
    });

    it('are forgotten while they are not finished, and kept when they are', async () => {
      const [failed, done] = [request('failed'), request('done')];
      for (const each of [failed, done]) await answers().begin(each);
      await answers().finish(done.scope, 204, 'null');
      await answers().forget(failed.scope);
      await answers().forget(done.scope);
      expect(await answers().begin(failed)).toBeNull();
      expect((await answers().begin(done))?.status).toBe(204);
    });

    it('keep when their key came first', async () => {
      await answers().begin(request('since'));
      expect(await answers().begin({ ...request('since'), since: NOON + 1 })).toMatchObject({ since: NOON });
    });

    it('are swept when they are old, and only then', async () => {
      const kept = request('sweep');
      await answers().begin(kept);
      await answers().sweep(NOON);
      expect(await answers().begin(kept)).not.toBeNull();
      await answers().sweep(NOON + 1);
      expect(await answers().begin(kept)).toBeNull();
    });
  });

  it('gives every new holder of a lease a higher fence', async () => {
    const leases = storage.get(LeaseRepository);
    const fences = [
      await leases.take('dispatch', 'a'),
      await leases.take('dispatch', 'a'),
      await leases.take('dispatch', 'b'),
    ];
    const rest = await Promise.all(Array.from({ length: 10 }, () => leases.take('dispatch', 'c')));
    const all = [...fences, ...rest.sort((a, b) => a - b)];
    expect(all.every((fence, index) => index === 0 || fence > (all[index - 1] ?? 0))).toBe(true);
  });

  describe('workers', () => {
    const workers = () => storage.get(WorkerRepository);
    const found = async (id: string) => (await workers().all()).find((worker) => worker.id === id);
    const presence = (id: string) => ({ id, online: true, session: uuidv7(), version: '1.0.0', since: NOON });
    const enrolment = (id: string, passwordHash = '$7$1000$c2FsdA==$aGFzaA==') => {
      return { id, label: 'The shed', passwordHash, enrolledAt: NOON + 1 };
    };

    it('are remembered by what they said last, by id', async () => {
      const one = presence('site-1');
      await workers().save(one);
      await workers().save({ ...one, id: 'site-0', online: false, session: null, version: null });
      await workers().save({ ...one, online: false, since: NOON + 5 });
      const unnamed = { label: null, enrolledAt: null };
      expect(await workers().all()).toEqual([
        { id: 'site-0', online: false, session: null, version: null, since: NOON, ...unnamed },
        { ...one, online: false, since: NOON + 5, ...unnamed },
      ]);
      expect(await workers().passwords()).toEqual([]);
    });

    it('are enrolled before they come, and what they then say leaves that alone', async () => {
      expect(await workers().enrol(enrolment('early'))).toBe(true);
      expect(await found('early')).toEqual({
        ...{ id: 'early', online: false, session: null, version: null, since: NOON + 1 },
        ...{ label: 'The shed', enrolledAt: NOON + 1 },
      });
      await workers().save(presence('early'));
      expect(await found('early')).toMatchObject({
        online: true,
        since: NOON,
        label: 'The shed',
        enrolledAt: NOON + 1,
      });
    });

    it('that came without a password get one, once', async () => {
      await workers().save(presence('late'));
      const answers = await Promise.all(
        ['$7$a', '$7$b', '$7$c'].map((hash) => workers().enrol(enrolment('late', hash))),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await found('late')).toMatchObject({ online: true, label: 'The shed' });
      expect((await workers().passwords()).filter(([id]) => id === 'late')).toHaveLength(1);
    });

    it('with names that differ in case are two', async () => {
      expect(await workers().enrol(enrolment('Case'))).toBe(true);
      expect(await workers().enrol(enrolment('case'))).toBe(true);
    });

    it('get another password, and keep the time of the first', async () => {
      await workers().enrol(enrolment('renewed', '$7$old'));
      expect(await workers().setPassword({ id: 'renewed', passwordHash: '$7$new', enrolledAt: NOON + 9 })).toBe(true);
      expect((await workers().passwords()).filter(([id]) => id === 'renewed')).toEqual([['renewed', '$7$new']]);
      expect((await found('renewed'))?.enrolledAt).toBe(NOON + 1);
      await workers().save(presence('bare'));
      expect(await workers().setPassword({ id: 'bare', passwordHash: '$7$new', enrolledAt: NOON + 9 })).toBe(true);
      expect((await found('bare'))?.enrolledAt).toBe(NOON + 9);
      expect(await workers().setPassword({ id: 'nobody', passwordHash: '$7$x', enrolledAt: NOON })).toBe(false);
    });

    it('that were removed are gone with their password, and leave their name to others', async () => {
      await workers().enrol(enrolment('gone'));
      expect([await workers().remove('gone'), await workers().remove('gone')]).toEqual([true, false]);
      expect(await found('gone')).toBeUndefined();
      expect((await workers().passwords()).map(([id]) => id)).not.toContain('gone');
      expect(await workers().enrol(enrolment('gone'))).toBe(true);
    });
  });

  it('lists the system log newest first, page by page, and drops what is old', async () => {
    const logs = storage.get(LogRepository);
    const entry = (action: string, createdAt: number): NewLogEntry => ({
      action,
      details: 'a worker 🎉',
      status: 'ok',
      senderSim: '+254700000001',
      userId: 7,
      createdAt,
    });
    for (const [index, action] of ['first', 'second', 'third'].entries()) await logs.add(entry(action, NOON + index));
    const [third, second] = await logs.list(2);
    expect(third).toEqual({ ...entry('third', NOON + 2), id: expect.any(Number) });
    expect((await logs.list(10, second?.id)).map(({ action }) => action)).toEqual(['first']);
    await logs.sweep(NOON + 2);
    expect((await logs.list(10)).map(({ action }) => action)).toEqual(['third']);
  });

  it('answers, and says how large it is', async () => {
    await storage.get(HealthProbe).ping();
    expect(await storage.get(HealthProbe).size()).toBeGreaterThan(10_000);
  });
}
