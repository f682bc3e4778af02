import { describe, expect, it } from '@jest/globals';
import { argon2Sync } from 'node:crypto';
import { decoyHash, formatHash, hashPassword, parseHash, verifyPassword } from './password.js';
import { PasswordsService } from './passwords.service.js';

describe('password', () => {
  it('is stored as argon2id in the PHC string format, each time with another salt', async () => {
    const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(two).not.toBe(one);
  });

  it('verifies the right password and no other', async () => {
    const hash = await hashPassword('correct horse');
    expect(await verifyPassword(hash, 'correct horse')).toBe(true);
    expect(await verifyPassword(hash, 'correct horsf')).toBe(false);
    expect(await verifyPassword(hash, '')).toBe(false);
  });

  it('takes composed and decomposed letters for the same password', async () => {
    const hash = await hashPassword('caf\u00e9 cr\u00e8me');
    expect(await verifyPassword(hash, 'cafe\u0301 cre\u0300me')).toBe(true);
  });

  it('verifies at the cost that the string names', async () => {
    const cost = { memory: 64, passes: 1, parallelism: 1 };
    const salt = Buffer.from('0123456789abcdef');
    const tag = argon2Sync('argon2id', { ...cost, message: 'old cost', nonce: salt, tagLength: 16 });
    const hash = formatHash({ ...cost, salt, tag });
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$/);
    expect(await verifyPassword(hash, 'old cost')).toBe(true);
    expect(await verifyPassword(hash.replace('t=1', 't=2'), 'old cost')).toBe(false);
  });

  it('reads back what it wrote and nothing else', async () => {
    const hash = await hashPassword('correct horse');
    const parsed = parseHash(hash);
    expect(parsed).toMatchObject({ memory: 19_456, passes: 2, parallelism: 1 });
    expect(parsed && formatHash(parsed)).toBe(hash);
    expect(parseHash(hash.replace('argon2id', 'argon2i'))).toBeNull();
    expect(parseHash(hash.replace('v=19', 'v=16'))).toBeNull();
    expect(await verifyPassword('plain text', 'plain text')).toBe(false);
  });

  it('has a decoy of the usual cost that no password opens', async () => {
    const decoy = decoyHash();
    expect(parseHash(decoy)).toMatchObject({ memory: 19_456, passes: 2, parallelism: 1 });
    expect(await verifyPassword(decoy, '')).toBe(false);
  });
});

describe('Passwords', () => {
  it('refuses an unknown name after about the time of a wrong password', async () => {
    const passwords = new PasswordsService();
    const hash = await passwords.hash('correct horse');
    // Of the processor's time: that of the clock is also others' on a machine that is busy.
    const millis = async (stored: string | undefined): Promise<number> => {
      const before = process.cpuUsage();
      expect(await passwords.verify(stored, 'wrong')).toBe(false);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    };
    let [known, unknown] = [Infinity, Infinity];
    for (let n = 0; n < 15; n++) {
      known = Math.min(known, await millis(hash));
      unknown = Math.min(unknown, await millis(undefined));
    }
    expect(unknown).toBeGreaterThan(known / 2);
    expect(unknown).toBeLessThan(known * 2);
  });

  it('answers everybody when many ask at once, and sends away who comes when the line is full', async () => {
    const passwords = new PasswordsService();
    const cheap = { memory: 8, passes: 1, parallelism: 1, salt: Buffer.alloc(16), tag: Buffer.alloc(32) };
    const attempts = Array.from({ length: 110 }, () => passwords.verify(formatHash(cheap), 'x'));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(102);
    expect(outcomes.at(-1)).toMatchObject({ status: 'rejected', reason: { status: 429, retryAfterSeconds: 1 } });
    expect(await passwords.verify(formatHash(cheap), 'x')).toBe(false);
  });
});
