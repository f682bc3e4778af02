import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PasswordsService } from '../../src/access/auth/passwords.service.js';
import { TestApp } from '../app.js';
import { type Answer, expectProblem } from '../client.js';
import { until } from '../until.js';

const PASSWORD = 'a password for tests';
/** The default. */
const RATE = 30;

/** Every door that takes a name and a password. */
const DOORS: [door: string, name: string, success: number][] = [
  ['/api/v1/auth/login', 'identifier', 200],
  ['/api/auth', 'username', 200],
  ['/api/auth/login', 'email', 201],
  ['/login', 'username', 200],
  ['/signin', 'identifier', 200],
];

describe('a sign-in', () => {
  let app: TestApp;
  let addresses = 0;
  beforeAll(async () => {
    app = await TestApp.start({ TRUST_PROXY: 'true', SIGN_IN_RATE_PER_MINUTE: String(RATE) });
    await app.account('jane', 'user');
    const gone = await app.account('gone', 'user');
    await app.admin.patch(`/api/v1/users/${gone.user.id}`, { disabled: true });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(() => app?.stop());

  /** Each from an address of its own, unless one is named: nobody is locked out by what somebody else tried. */
  const ask = (door: string, body: object, from = `10.9.0.${(addresses += 1)}`): Promise<Answer> =>
    app.anonymous.with({ 'x-forwarded-for': from }).post(door, body);

  it.each(DOORS)('at %s costs one verification and is answered alike, whoever is named', async (door, field) => {
    const verify = jest.spyOn(app.get(PasswordsService), 'verify');
    const answers = [];
    for (const name of ['jane', 'jane@example.com', 'nobody', 'gone']) {
      verify.mockClear();
      const { status, body } = await ask(door, { [field]: name, password: 'not this one' });
      // What tells one request from another says nothing of the account.
      answers.push({
        status,
        body: { ...(body as object), instance: undefined },
        verifications: verify.mock.calls.length,
      });
    }
    expect(answers[0]).toMatchObject({ status: 401, verifications: 1 });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    verify.mockClear();
    expect((await ask(door, { [field]: 'gone', password: PASSWORD })).status).toBe(401);
    expect(verify).toHaveBeenCalledTimes(1);
  });

  it('takes as long under a name that nobody has', async () => {
    const millis = async (identifier: string): Promise<number> => {
      const began = performance.now();
      expect((await ask('/api/v1/auth/login', { identifier, password: 'not this one' })).status).toBe(401);
      return performance.now() - began;
    };
    let [known, unknown] = [Infinity, Infinity];
    const ratio = () => unknown / known;
    // By turns, and the quickest counts: a machine that is busy for a while is it for both.
    for (let n = 0; n < 6 || (n < 40 && (ratio() < 0.7 || ratio() > 1.4)); n++) {
      known = Math.min(known, await millis('jane'));
      unknown = Math.min(unknown, await millis(`nobody-${n}`));
    }
    expect(ratio()).toBeGreaterThan(0.7);
    expect(ratio()).toBeLessThan(1.4);
  });

  it('fails at one door for all of them, and elsewhere for none', async () => {
    // A lockout of one second, which a busy machine takes for the questions: the clock stands still for them.
    jest.spyOn(Date, 'now').mockReturnValue(Date.now());
    for (const [door, field] of DOORS) await ask(door, { [field]: 'jane', password: 'not this one' }, '10.8.0.1');
    for (const [door, field, success] of DOORS) {
      const answer = await ask(door, { [field]: 'jane', password: PASSWORD }, '10.8.0.1');
      expect([answer.status, Number(answer.headers.get('retry-after'))]).toEqual([429, 1]);
      expect((await ask(door, { [field]: 'jane', password: PASSWORD }, '10.8.0.2')).status).toBe(success);
    }
  });

  it('tells nothing by a registration but what its answer says: a taken name costs a hash, too', async () => {
    const hash = jest.spyOn(app.get(PasswordsService), 'hash');
    const account = (username: string) => ({ username, email: `${username}@example.com`, password: PASSWORD });
    for (const door of ['/api/v1/auth/register', '/api/auth/register', '/user']) {
      for (const [name, status] of [
        [`new-${door.length}`, 201],
        ['jane', 409],
      ] as const) {
        hash.mockClear();
        expect((await ask(door, account(name))).status).toBe(status);
        expect(hash).toHaveBeenCalledTimes(1);
      }
    }
  });

  it('lets forty in behind one address who have the right password, at every door', async () => {
    const all = Array.from({ length: 8 }, () =>
      DOORS.map(async ([door, field, success]) => {
        const { status } = await ask(door, { [field]: 'jane', password: PASSWORD }, '10.5.0.1');
        return status === success;
      }),
    );
    expect(await Promise.all(all.flat())).toEqual(Array.from({ length: 40 }, () => true));
  });

  it('is refused where so many failed within a minute, also with the right password', async () => {
    // Under names that nobody has: those of the accounts would be locked out first.
    const guess = (n: number) => ask('/signin', { identifier: `nobody-${n}`, password: 'not this one' }, '10.5.0.2');
    const all = await Promise.all(Array.from({ length: 40 }, (_, n) => guess(n)));
    expect(all.filter(({ status }) => status === 401)).toHaveLength(RATE);
    expect(all.filter(({ status }) => status === 429)).toHaveLength(40 - RATE);
    const right = await ask('/login', { username: 'jane', password: PASSWORD }, '10.5.0.2');
    expect(right.status).toBe(429);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask('/login', { username: 'jane', password: PASSWORD }, '10.5.0.3')).status).toBe(200);
  });

  it('is sent away at once when too many come, and those that are let in go on', async () => {
    // Both places are held until it is known who was sent away: how fast this machine is does not matter.
    const places = app.get(PasswordsService)['places'];
    const held = Promise.withResolvers<void>();
    const holders = [1, 2].map(() =>
      places.take(
        () => held.promise,
        () => undefined,
      ),
    );
    let refusals = 0;
    const all = Array.from({ length: 200 }, async (_, n) => {
      const credentials = { identifier: 'jane', password: 'not this one' };
      const answer = await ask('/api/v1/auth/login', credentials, `10.7.${n % 100}.${n}`);
      if (answer.status === 429) refusals++;
      return answer;
    });
    await until(() => refusals === 100);
    held.resolve();
    await Promise.all(holders);
    const answers = await Promise.all(all);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(100);
    for (const answer of answers.filter(({ status }) => status !== 401)) expectProblem(answer, 429);
    expect((await ask('/api/v1/auth/login', { identifier: 'admin', password: PASSWORD }, '10.6.0.1')).status).toBe(200);
  });
});
