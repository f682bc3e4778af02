import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiKeyCipher, newApiKey } from '../../server/dist/access/auth/api-key.js';
import { Secrets } from '../../server/dist/platform/config/secrets.js';
import { valueOf, valuesOf } from './databases.mjs';

const WEBHOOKS = 'signalbox webhook secrets';
/** Of as many keys there is one webhook. */
const KEYS_OF_A_WEBHOOK = 20;
const KEY =
  "INSERT INTO api_keys (user_id, name, lookup, sealed, hint, created_at) VALUES (1, 'survival', ?, ?, 'sbx_', 0)";
const WEBHOOK =
  'INSERT INTO webhooks (uid, user_id, url, events, filter, header_names, secret, state, created_at, updated_at) ' +
  "VALUES (?, 1, 'https://example.com/', '[]', '{}', '[]', ?, 'paused', 0, 0)";

/** What is stored sealed under KEY_SECRET, and what was sealed: keys, by which one signs in, and secrets of webhooks. */
export class SealedRows {
  /** Stores them for a product that was started once, and does not run now. */
  static async stored({ product, open }, count) {
    const sealed = new SealedRows(product.dataDir, await open(), count);
    await sealed.fill();
    return sealed;
  }

  constructor(dataDir, rows, count) {
    this.file = join(dataDir, 'secrets.json');
    this.rows = rows;
    this.keys = Array.from({ length: count }, newApiKey);
    this.secrets = new Map();
  }

  /** Those of the file, and none from before. */
  newest() {
    const { jwt, key } = JSON.parse(readFileSync(this.file, 'utf8'));
    return new Secrets(jwt, key);
  }

  async fill() {
    const secrets = this.newest();
    const cipher = new ApiKeyCipher(secrets);
    const sealer = secrets.sealer(WEBHOOKS);
    await this.rows.run('BEGIN');
    for (const each of this.keys) await this.rows.run(KEY, cipher.lookup(each), cipher.seal(each));
    for (let number = 0; number < this.keys.length / KEYS_OF_A_WEBHOOK; number++) {
      const [uid, secret] = [randomUUID(), randomBytes(24).toString('base64')];
      await this.rows.run(WEBHOOK, uid, sealer.seal(secret, `webhook ${uid} secret`));
      this.secrets.set(uid, secret);
    }
    await this.rows.run('COMMIT');
  }

  /** The digests by which keys are found just now: each is another one once its key is sealed anew. */
  async lookups() {
    return new Set(await valuesOf(this.rows, "SELECT lookup FROM api_keys WHERE name = 'survival'"));
  }

  /** That of the first of them. */
  first() {
    return valueOf(this.rows, "SELECT lookup FROM api_keys WHERE name = 'survival' ORDER BY id LIMIT 1");
  }

  /** How many the newest secret alone does not open, or opens to something else. */
  async unreadable() {
    const alone = this.newest();
    const cipher = new ApiKeyCipher(alone);
    const sealer = alone.sealer(WEBHOOKS);
    const keys = new Set(this.keys);
    const rows = await this.rows.all("SELECT lookup, sealed FROM api_keys WHERE name = 'survival'");
    for (const row of rows) {
      const key = cipher.open(row);
      if (key !== null && cipher.lookup(key) === row.lookup) keys.delete(key);
    }
    const left = new Map(this.secrets);
    for (const { uid, secret } of await this.rows.all('SELECT uid, secret FROM webhooks')) {
      if (sealer.open(secret, `webhook ${uid} secret`) === left.get(uid)) left.delete(uid);
    }
    return keys.size + left.size;
  }

  close() {
    return this.rows.close();
  }
}
