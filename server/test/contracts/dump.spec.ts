import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, closeSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MessageRepository } from '../../src/messaging/sms/message.repository.js';
import { readConfig } from '../../src/platform/config/config.js';
import { verify } from '../../src/storage/backup/verify.js';
import { NOON, messageWith } from '../messages.js';
import { describeWith } from '../services/describe-with.js';
import { type TestDatabase, borrowMariadb } from '../services/mariadb.js';
import { Storage } from './storage.js';

const run = promisify(execFile);

/** What a client program takes of an address. */
function clientOf(address: string): { args: string[]; database: string } {
  const { hostname, port, username, password, pathname } = new URL(address);
  const secret = password === '' ? [] : [`--password=${decodeURIComponent(password)}`];
  const args = [
    '--no-defaults',
    `--host=${hostname}`,
    `--port=${port || 3306}`,
    '--protocol=tcp',
    `--user=${decodeURIComponent(username)}`,
    ...secret,
  ];
  return { args, database: pathname.slice(1) };
}

describeWith('mariadb', 'a dump of MariaDB, as docs/OPERATIONS.md has it', () => {
  let databases: TestDatabase[] = [];
  let folder: string;
  let storage: Storage;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-dump-'));
    databases = [await borrowMariadb(), await borrowMariadb()];
    const settings = { DATA_DIR: folder, DATABASE_URL: databases[0]?.url ?? '' };
    storage = await Storage.open(settings, () => Promise.resolve());
  });
  afterAll(async () => {
    await storage?.close();
    for (const database of databases) await database.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('made while messages come in is one moment, and is restored into an empty database', async () => {
    const store = (count: number) =>
      storage.get(MessageRepository).insertMany(
        Array.from({ length: count }, () => messageWith({ createdAt: NOON, text: 'Ostergrüße 🎉' })),
        { known: false },
      );
    await store(200);
    const [from, to] = databases.map(({ url }) => clientOf(url));
    const file = join(folder, 'dump.sql');
    const options = [
      '--single-transaction',
      '--quick',
      '--hex-blob',
      '--default-character-set=utf8mb4',
      `--result-file=${file}`,
    ];
    const dumped = run('mariadb-dump', [...(from?.args ?? []), ...options, from?.database ?? '']);
    for (let more = 0; more < 20; more++) await store(10);
    await dumped;
    const input = openSync(file, 'r');
    execFileSync('mariadb', [...(to?.args ?? []), to?.database ?? ''], { stdio: [input, 'ignore', 'inherit'] });
    closeSync(input);

    const restored = readConfig({ DATA_DIR: folder, DATABASE_URL: databases[1]?.url ?? '' });
    const findings = await verify(restored);
    expect(findings.flatMap(({ wrong }) => wrong)).toEqual([]);
    const counts = findings.find(({ what }) => what === 'counts');
    expect(Number(/^\d+/.exec(counts?.found ?? '')?.[0])).toBeGreaterThanOrEqual(200);
  });
});
