import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigError, newSecret, readConfig } from './config.js';
import { InstallationRepository } from './installation.repository.js';
import { loadSecrets, SECRETS } from './secrets.js';

/** A database that has only this. */
class Installation extends InstallationRepository {
  readonly kept = new Map<string, string>();
  keys = false;
  find(name: string) {
    return Promise.resolve(this.kept.get(name) ?? null);
  }
  rotation(name: string) {
    return Promise.resolve(this.kept.get(name) ?? null);
  }
  keep(name: string, value: string) {
    if (!this.kept.get(name)) this.kept.set(name, value);
    return Promise.resolve(this.kept.get(name) ?? value);
  }
  hasKeys() {
    return Promise.resolve(this.keys);
  }
}

describe('the keys of an installation', () => {
  let folder: string;
  let installation: Installation;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-secrets-'));
    installation = new Installation();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const file = () => join(folder, 'secrets.json');
  const load = (env: Record<string, string> = {}) =>
    loadSecrets(readConfig({ DATA_DIR: folder, ...env }), installation);
  const both = async () => {
    const { jwt, key } = await load();
    return [jwt, key];
  };
  async function refusal(env: Record<string, string> = {}): Promise<string> {
    const error: unknown = await load(env).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ConfigError);
    const { message } = error as ConfigError;
    expect(message.split('\n')).toHaveLength(1);
    return message;
  }

  it('are the same after a restart, and readable by their owner only', async () => {
    const first = await load();
    chmodSync(file(), 0o644);
    expect(await both()).toEqual([first.jwt, first.key]);
    expect(first.jwt).not.toBe(first.key);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('are others in another installation', async () => {
    const one = await load({ DATA_DIR: join(folder, 'one') });
    installation = new Installation();
    expect((await load({ DATA_DIR: join(folder, 'two') })).jwt).not.toBe(one.jwt);
  });

  it('are those of the environment where they are given, each by itself', async () => {
    const [jwt, key] = [newSecret(), newSecret()];
    expect(await load({ JWT_SECRET: jwt, KEY_SECRET: key })).toMatchObject({ jwt, key });
    expect(existsSync(file())).toBe(false);
    installation = new Installation();
    expect((await load({ JWT_SECRET: jwt })).jwt).toBe(jwt);
  });

  it('are known to the database by fingerprints that say nothing else of them', async () => {
    const { jwt, key } = await load();
    expect([...installation.kept.keys()].sort()).toEqual(['jwt_secret', 'key_secret']);
    for (const kept of installation.kept.values()) {
      expect(kept).toMatch(/^[0-9a-f]{16}$/);
      expect(jwt + key).not.toContain(kept);
    }
  });

  it('are missed when they are gone, and not made anew', async () => {
    await load();
    rmSync(file());
    expect(await refusal()).toMatch(/secrets\.json is gone.*backup.*README/);
    expect(existsSync(file())).toBe(false);
  });

  it('are missed beside keys from before there were fingerprints', async () => {
    installation.keys = true;
    expect(await refusal()).toMatch(/secrets\.json is gone/);
  });

  it('are made anew when the database was told to forget the old ones', async () => {
    await load();
    rmSync(file());
    installation.keys = true;
    for (const { fingerprint } of SECRETS) installation.kept.set(fingerprint, '');
    const made = await load();
    expect(await both()).toEqual([made.jwt, made.key]);
  });

  it('are made anew when a crash came before the database knew them', async () => {
    await load();
    installation = new Installation();
    await load();
    expect(installation.kept.size).toBe(2);
  });

  it.each([['JWT_SECRET'], ['KEY_SECRET']])('are refused when %s is another than before', async (variable) => {
    const given = { JWT_SECRET: newSecret(), KEY_SECRET: newSecret() };
    await load(given);
    const other = newSecret();
    const line = await refusal({ ...given, [variable]: other });
    expect(line).toMatch(new RegExp(`^${variable} is another secret than the one that the database was used with`));
    expect(line).not.toContain(other);
  });

  it('are called as they were given by a name of the earlier systems', async () => {
    const KEY_SECRET = newSecret();
    await load({ JWT_SECRET: newSecret(), KEY_SECRET });
    expect(await refusal({ SECRET_KEY: newSecret(), KEY_SECRET })).toMatch(/^SECRET_KEY is another secret than/);
  });

  it('are refused when the file is another installation’s', async () => {
    await load();
    writeFileSync(file(), JSON.stringify({ jwt: newSecret(), key: newSecret() }));
    expect(await refusal()).toMatch(/secrets\.json has another jwt secret/);
  });

  it.each([
    ['nothing', ''],
    ['half of it', '{"jwt":"secretsecretsecretsecretsecretsecret'],
    ['something else', '["secretsecretsecretsecretsecretsecret"]'],
    ['one of the two', JSON.stringify({ jwt: 'secretsecretsecretsecretsecretsecret' })],
    ['short ones', JSON.stringify({ jwt: 'secret', key: 'secret' })],
  ])('are refused when the file holds %s, without being quoted, and it stays', async (_, text) => {
    writeFileSync(file(), text);
    const line = await refusal();
    expect(line).toMatch(/secrets\.json: expected \{"jwt"/);
    expect(line).not.toContain('secretsecret');
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });
});
