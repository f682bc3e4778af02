import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newSecret, readConfig } from './config.js';
import { loadSecrets } from './secrets.js';

describe('the keys of an installation', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-secrets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are the same after a restart, and readable by their owner only', () => {
    const config = readConfig({ DATA_DIR: folder });
    const first = loadSecrets(config);
    expect(loadSecrets(config)).toEqual(first);
    expect(first.jwt).not.toBe(first.key);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('are others in another installation', () => {
    const [one, two] = ['one', 'two'].map((name) => loadSecrets(readConfig({ DATA_DIR: join(folder, name) })));
    expect(one?.jwt).not.toBe(two?.jwt);
  });

  it('are those of the environment where they are given, each by itself', () => {
    const [jwt, key] = [newSecret(), newSecret()];
    expect(loadSecrets(readConfig({ DATA_DIR: folder, JWT_SECRET: jwt, KEY_SECRET: key }))).toEqual({ jwt, key });
    expect(loadSecrets(readConfig({ DATA_DIR: folder, JWT_SECRET: jwt })).jwt).toBe(jwt);
  });
});
