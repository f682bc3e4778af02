import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hashBrokerPassword } from './broker-password.js';
import { BrokerUsersService } from './broker-users.service.js';

describe('the workers that the broker knows', () => {
  let hashes: { one: string; two: string };
  let users: BrokerUsersService;
  beforeAll(async () => {
    hashes = { one: await hashBrokerPassword('one'), two: await hashBrokerPassword('two') };
  });
  beforeEach(() => {
    users = new BrokerUsersService();
  });
  const verify = (id: string, password: string) => users.verify(id, Buffer.from(password));

  it('are told by their password, again and again', async () => {
    users.load([['w1', hashes.one]]);
    expect([await verify('w1', 'one'), await verify('w1', 'one')]).toEqual([hashes.one, hashes.one]);
    expect([await verify('w1', 'two'), await verify('w1', ''), await verify('w2', 'one')]).toEqual([null, null, null]);
  });

  it('are waited for until they were read', async () => {
    const early = verify('w1', 'one');
    users.load([['w1', hashes.one]]);
    expect(await early).toBe(hashes.one);
  });

  it('have one password at a time, also when the old one was just found to fit', async () => {
    users.load([['w1', hashes.one]]);
    const changed: string[] = [];
    users.changed.subscribe((id) => changed.push(id));
    const meanwhile = verify('w1', 'one');
    // By then the old hash is looked at.
    await new Promise(process.nextTick);
    users.set('w1', hashes.two);
    expect([await meanwhile, await verify('w1', 'one')]).toEqual([null, null]);
    expect(await verify('w1', 'two')).toBe(hashes.two);
    users.remove('w1');
    expect(await verify('w1', 'two')).toBeNull();
    users.remove('w1');
    expect(changed).toEqual(['w1', 'w1']);
  });

  it('are let in however many come at once; a crowd of wrong ones is turned away', async () => {
    users.load([['w1', hashes.one]]);
    const guesses = await Promise.all(Array.from({ length: 300 }, (_, index) => verify('w1', `guess ${index}`)));
    expect(new Set(guesses)).toEqual(new Set([null]));
    expect(await verify('w1', 'one')).toBe(hashes.one);
  });

  it('come sorted by id', () => {
    users.load([
      ['w2', hashes.two],
      ['w1', hashes.one],
    ]);
    expect(users.all.map(([id]) => id)).toEqual(['w1', 'w2']);
  });
});
