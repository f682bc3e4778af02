import { Injectable, Logger } from '@nestjs/common';
import type { ApiKey as ApiKeyView, ApiKeyQuery, CreatedApiKey, NewApiKey } from '@signalbox/contracts/auth';
import type { Page } from '@signalbox/contracts/common';
import { MINUTE } from '../../platform/common/clock.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { Forbidden, NotFound, Unauthenticated } from '../../platform/common/errors.js';
import { type Principal, may } from '../../platform/common/principal.js';
import type { Networks } from '../../platform/config/networks.js';
import { Secrets } from '../../platform/config/secrets.js';
import { ActiveUsersService, REMEMBERED_MS } from './active-users.service.js';
import { type Admission, endingOf } from './admission.js';
import { ApiKeyCipher, fingerprintOf, hintOf, isApiKey, newApiKey, toView } from './api-key.js';
import { ApiKeyRepository, type OwnedApiKey } from './api-key.repository.js';
import { AuthEvents } from './auth.events.js';
import { ExpiringCache } from './expiring-cache.js';
import {
  GATEWAY_LIMITS,
  type KeyLimits,
  type Maker,
  type Place,
  limitsOf,
  placesOf,
  requireSetUp,
  requireWithin,
} from './key-limits.js';

type Owner = Pick<Principal, 'userId' | 'username' | 'mustSetUp'>;

interface KnownKey {
  id: number;
  admission: Admission;
  expiresAt: number | null;
  places: Networks | null;
  usedAt: number;
}

const CAPACITY = 10_000;
/** The name of a key that the gateway API made by itself. */
const GATEWAY = 'gateway';
/** The newest of an account's keys. */
const MOST_LOOKED_AT = 100;

/** API keys: made, shown once, found on every request, revoked. */
@Injectable()
export class ApiKeysService {
  private readonly logger = new Logger(ApiKeysService.name);
  private readonly known = new ExpiringCache<string, KnownKey>(REMEMBERED_MS, CAPACITY);
  private readonly cipher: ApiKeyCipher;

  constructor(
    secrets: Secrets,
    private readonly keys: ApiKeyRepository,
    private readonly users: ActiveUsersService,
    private readonly events: AuthEvents,
  ) {
    this.cipher = new ApiKeyCipher(secrets);
    events.userChanged.subscribe(() => this.known.clear());
    events.accessEnded.subscribe(({ tokenId }) => {
      if (tokenId === null) this.known.clear();
    });
  }

  /**
   * Who a key belongs to; at once where the key was seen some seconds ago, as sending does thousands of times a second.
   * @throws Unauthenticated on a key that is unknown, revoked, expired, or of a user who may not come in any more;
   * Forbidden where it is shown from where it may not be
   */
  authenticate(key: string, place?: Place): Admission | Promise<Admission> {
    if (!isApiKey(key)) throw refused();
    const fingerprint = fingerprintOf(key);
    const known = this.known.get(fingerprint);
    return known ? this.use(known, place) : this.find(key, fingerprint, place);
  }

  /**
   * Keys, the newest first: the caller's own, and for admins those of another account, or everybody's.
   * @throws Forbidden when somebody else asks for everybody's, NotFound for another account's
   */
  async list(caller: Principal, { limit, cursor, user_id, all }: ApiKeyQuery): Promise<Page<ApiKeyView>> {
    if (!may(caller, 'users.manage')) {
      if (all) throw new Forbidden('Only admins see the keys of everybody.');
      if (user_id !== undefined && user_id !== caller.userId) throw new NotFound('user', user_id);
    }
    const owner = user_id ?? (all ? null : caller.userId);
    const keys = await this.keys.list(owner, limit + 1, decodeCursor(cursor));
    return toPage(keys, limit, ({ id }) => id, toView);
  }

  /** The only answer that holds the key itself. @throws Invalid, Forbidden: see `limitsOf` */
  create(by: Principal & Maker, { name, ...asked }: NewApiKey, address: string | null = null): Promise<CreatedApiKey> {
    return this.make(by, name, limitsOf(asked, by, Date.now()), address);
  }

  /** The gateway API's own, for whoever signed in there. @throws Forbidden: see `requireSetUp` */
  createGateway(owner: Owner, address: string | null = null): Promise<CreatedApiKey> {
    requireSetUp({ ...owner, apiKeyId: null });
    return this.make(owner, GATEWAY, GATEWAY_LIMITS, address);
  }

  private async make(
    { userId, username }: Owner,
    name: string,
    limits: KeyLimits,
    address: string | null,
  ): Promise<CreatedApiKey> {
    const key = newApiKey();
    const stored = await this.keys.create({
      userId,
      name,
      lookup: this.cipher.lookup(key),
      sealed: this.cipher.seal(key),
      hint: hintOf(key),
      ...limits,
      createdAt: Date.now(),
    });
    const owned = { ...stored, username };
    this.events.logged.next({
      action: 'api_key_created',
      details: describe(owned),
      status: 'success',
      userId,
      address,
    });
    return { ...toView(owned), key };
  }

  /**
   * Ends a key for good: one's own, and for admins anybody's. A key can end no other than itself.
   * @throws NotFound also for somebody else's key; Forbidden
   */
  async revoke(caller: Principal, id: number, address: string | null = null): Promise<void> {
    if (caller.apiKeyId !== null && caller.apiKeyId !== id) {
      throw new Forbidden('An API key can revoke itself and no other. Sign in, and use the token.');
    }
    const revoked = await this.keys.revoke(id, may(caller, 'users.manage') ? null : caller.userId, Date.now());
    if (!revoked) throw new NotFound('API key', id);
    this.events.accessEnded.next(endingOf(revoked.userId, { apiKeyId: id }));
    const details = describe(revoked);
    this.events.logged.next({ action: 'api_key_revoked', details, status: 'success', userId: caller.userId, address });
  }

  /**
   * The user's newest key in clear that the gateway API may show at its sign-in: its own, or one from before there were
   * scopes. Makes one where there is none that can be read.
   * @throws Forbidden: see `requireSetUp`
   */
  async reveal(owner: Owner, address: string | null = null): Promise<string> {
    requireSetUp({ ...owner, apiKeyId: null });
    const keys = await this.keys.list(owner.userId, MOST_LOOKED_AT);
    const newest = keys.find(isForGateway);
    const key = newest && this.cipher.open(newest);
    return key ?? (await this.createGateway(owner, address)).key;
  }

  private async find(text: string, fingerprint: string, place: Place | undefined): Promise<Admission> {
    const known = await this.known.load(fingerprint, async () => {
      const key = await this.keys.findByLookup(this.cipher.lookups(text));
      const user = key && (await this.users.find(key.userId));
      if (!key || !user) return null;
      return {
        id: key.id,
        admission: Object.freeze({
          ...user,
          apiKeyId: key.id,
          scopes: key.scopes,
          keyExpiresAt: key.expiresAt,
          keyNetworks: key.networks,
        }),
        expiresAt: key.expiresAt,
        places: placesOf(key),
        usedAt: key.lastUsedAt ?? 0,
      };
    });
    if (!known) throw refused();
    return this.use(known, place);
  }

  /** Writes the time of use at most once a minute: it is for people, and a commit is dear. */
  private use(known: KnownKey, place: Place | undefined): Admission {
    const now = Date.now();
    requireWithin(known.expiresAt, known.places, place, now);
    if (now - known.usedAt >= MINUTE) {
      known.usedAt = now;
      this.keys.touch(known.id, now).catch((error: unknown) => {
        this.logger.warn(`The last use of API key ${known.id} was not stored: ${String(error)}`);
      });
    }
    return known.admission;
  }
}

const refused = (): Unauthenticated => new Unauthenticated('The API key is not valid, or not any more.');
const isForGateway = ({ name, scopes, expiresAt, networks }: OwnedApiKey): boolean =>
  (scopes === null || name === GATEWAY) && expiresAt === null && networks === null;
const describe = ({ id, name, hint, username }: OwnedApiKey): string =>
  `key ${id} "${name}" (${hint}...) of user "${username}"`;
