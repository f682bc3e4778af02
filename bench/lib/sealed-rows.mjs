import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ApiKeyCipher, newApiKey } from '../../server/dist/access/auth/api-key.js';
import { Secrets } from '../../server/dist/platform/config/secrets.js';
import { databaseIn } from './fill.mjs';

const WEBHOOKS = 'signalbox webhook secrets';
/** Of as many keys there is one webhook. */
const KEYS_OF_A_WEBHOOK = 20;

/** What is stored sealed under KEY_SECRET, and what was sealed: keys, by which one signs in, and secrets of webhooks. */
export class SealedRows {
  /** Stores them for a product that was started once, and does not run now. */
  constructor(dataDir, count) {
    this.dataDir = dataDir;
    this.file = join(dataDir, 'secrets.json');
    this.db = new Database(databaseIn(dataDir));
    this.keys = Array.from({ length: count }, newApiKey);
    this.secrets = new Map();
    this.db.transaction(() => this.fill())();
  }

  /** Those of the file, and none from before. */
  newest() {
    const { jwt, key } = JSON.parse(readFileSync(this.file, 'utf8'));
    return new Secrets(jwt, key);
  }

  fill() {
    const secrets = this.newest();
    const cipher = new ApiKeyCipher(secrets);
    const sealer = secrets.sealer(WEBHOOKS);
    const key = this.db.prepare(
      "INSERT INTO api_keys (user_id, name, lookup, sealed, hint, created_at) VALUES (1, 'survival', ?, ?, 'sbx_', 0)",
    );
    for (const each of this.keys) key.run(cipher.lookup(each), cipher.seal(each));
    const webhook = this.db.prepare(
      'INSERT INTO webhooks (uid, user_id, url, events, filter, header_names, secret, state, created_at, updated_at) ' +
        "VALUES (?, 1, 'https://example.com/', '[]', '{}', '[]', ?, 'paused', 0, 0)",
    );
    for (let number = 0; number < this.keys.length / KEYS_OF_A_WEBHOOK; number++) {
      const [uid, secret] = [randomUUID(), randomBytes(24).toString('base64')];
      webhook.run(uid, sealer.seal(secret, `webhook ${uid} secret`));
      this.secrets.set(uid, secret);
    }
  }

  /** The digests by which keys are found just now: each is another one once its key is sealed anew. */
  lookups() {
    return new Set(this.db.prepare("SELECT lookup FROM api_keys WHERE name = 'survival'").pluck().all());
  }

  /** How many the newest secret alone does not open, or opens to something else. */
  unreadable() {
    const alone = this.newest();
    const cipher = new ApiKeyCipher(alone);
    const sealer = alone.sealer(WEBHOOKS);
    const keys = new Set(this.keys);
    const rows = this.db.prepare("SELECT lookup, sealed FROM api_keys WHERE name = 'survival'").all();
    for (const row of rows) {
      const key = cipher.open(row);
      if (key !== null && cipher.lookup(key) === row.lookup) keys.delete(key);
    }
    const left = new Map(this.secrets);
    for (const { uid, secret } of this.db.prepare('SELECT uid, secret FROM webhooks').all()) {
      if (sealer.open(secret, `webhook ${uid} secret`) === left.get(uid)) left.delete(uid);
    }
    return keys.size + left.size;
  }

  close() {
    this.db.close();
  }
}
