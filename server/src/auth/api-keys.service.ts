import { Injectable, Logger } from '@nestjs/common';
import type { ApiKey as ApiKeyView, CreatedApiKey } from '@signalbox/contracts/auth';
import type { Page, PageQuery } from '@signalbox/contracts/common';
import { MINUTE } from '../common/clock.js';
import { decodeCursor, toPage } from '../common/cursor.js';
import { NotFound, Unauthenticated } from '../common/errors.js';
import type { Principal } from '../common/principal.js';
import { Secrets } from '../config/secrets.js';
import { ActiveUsers, REMEMBERED_MS } from './active-users.js';
import { ApiKeyCipher, fingerprintOf, hintOf, isApiKey, newApiKey, toView } from './api-key.js';
import { ApiKeyRepository } from './api-key.repository.js';
import { AuthEvents } from './auth.events.js';
import { ExpiringCache } from './expiring-cache.js';

interface KnownKey {
  id: number;
  principal: Principal;
  usedAt: number;
}

const CAPACITY = 10_000;
/** The name of a key that the gateway API made by itself. */
const GATEWAY = 'gateway';

/** API keys: made, shown once, found on every request, revoked. */
@Injectable()
export class ApiKeysService {
  private readonly logger = new Logger(ApiKeysService.name);
  private readonly known = new ExpiringCache<string, KnownKey>(REMEMBERED_MS, CAPACITY);
  private readonly cipher: ApiKeyCipher;

  constructor(
    secrets: Secrets,
    private readonly keys: ApiKeyRepository,
    private readonly users: ActiveUsers,
    private readonly events: AuthEvents,
  ) {
    this.cipher = new ApiKeyCipher(secrets.key);
    events.userChanged.subscribe(() => this.known.clear());
  }

  /**
   * Who a key belongs to; at once where the key was seen some seconds ago, as sending does thousands of times a second.
   * @throws Unauthenticated on a key that is unknown, revoked, or of a user who may not come in any more.
   */
  authenticate(key: string): Principal | Promise<Principal> {
    if (!isApiKey(key)) throw refused();
    const fingerprint = fingerprintOf(key);
    const known = this.known.get(fingerprint);
    return known ? this.use(known) : this.find(key, fingerprint);
  }

  /** A user's keys, the newest first. */
  async list(caller: Principal, { limit, cursor }: PageQuery): Promise<Page<ApiKeyView>> {
    const keys = await this.keys.listOf(caller.userId, limit + 1, decodeCursor(cursor));
    return toPage(keys, limit, ({ id }) => id, toView);
  }

  /** The only answer that holds the key itself. */
  async create({ userId }: Pick<Principal, 'userId'>, name: string): Promise<CreatedApiKey> {
    const key = newApiKey();
    const stored = await this.keys.create({
      userId,
      name,
      lookup: this.cipher.lookup(key),
      sealed: this.cipher.seal(key),
      hint: hintOf(key),
      createdAt: Date.now(),
    });
    this.events.logged.next({ action: 'api_key_created', details: describe(stored), status: 'success', userId });
    return { ...toView(stored), key };
  }

  /** @throws NotFound also for somebody else's key. */
  async revoke({ userId }: Principal, id: number): Promise<void> {
    const revoked = await this.keys.revoke(id, userId, Date.now());
    if (!revoked) throw new NotFound('API key', id);
    this.known.clear();
    this.events.accessEnded.next({ userId, apiKeyId: id });
    this.events.logged.next({ action: 'api_key_revoked', details: describe(revoked), status: 'success', userId });
  }

  /** The user's newest key in clear, for the gateway API's sign-in; makes one where there is none that can be read. */
  async reveal(userId: number): Promise<string> {
    const [newest] = await this.keys.listOf(userId, 1);
    const key = newest && this.cipher.open(newest);
    return key ?? (await this.create({ userId }, GATEWAY)).key;
  }

  private async find(text: string, fingerprint: string): Promise<Principal> {
    const known = await this.known.load(fingerprint, async () => {
      const key = await this.keys.findByLookup(this.cipher.lookup(text));
      const user = key && (await this.users.find(key.userId));
      if (!key || !user) return null;
      return {
        id: key.id,
        principal: Object.freeze({ ...user.principal, apiKeyId: key.id }),
        usedAt: key.lastUsedAt ?? 0,
      };
    });
    if (!known) throw refused();
    return this.use(known);
  }

  /** Writes the time of use at most once a minute: it is for people, and a commit is dear. */
  private use(known: KnownKey): Principal {
    const now = Date.now();
    if (now - known.usedAt >= MINUTE) {
      known.usedAt = now;
      this.keys.touch(known.id, now).catch((error: unknown) => {
        this.logger.warn(`The last use of API key ${known.id} was not stored: ${String(error)}`);
      });
    }
    return known.principal;
  }
}

const refused = (): Unauthenticated => new Unauthenticated('The API key is not valid, or not any more.');
const describe = ({ id, name, hint }: { id: number; name: string; hint: string }): string =>
  `key ${id} "${name}" (${hint}...)`;
