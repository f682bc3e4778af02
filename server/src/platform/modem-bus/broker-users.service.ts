import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { Semaphore } from '../common/semaphore.js';
import { fitsBrokerPassword } from './broker-password.js';

/** So many look at a password at once, and so many wait; more are turned away. */
const AT_ONCE = 2;
const MAX_WAITING = 100;

/** The workers that were given a password, and the hash of it. All in memory: brokers ask at each connect. */
@Injectable()
export class BrokerUsersService {
  /** A worker whose password is another one now, or none. */
  readonly changed = new Subject<string>();
  /** Until the workers are known nobody can be told from a stranger. */
  readonly loaded: Promise<void>;
  private readonly hashes = new Map<string, string>();
  /** By hash, the digest of the password that was found to fit: a worker that comes back costs nothing. */
  private readonly proven = new Map<string, Buffer>();
  /** The thread pool that hashes also syncs the database's log: guesses at passwords must not fill it. */
  private readonly places = new Semaphore(AT_ONCE, MAX_WAITING);
  private markLoaded: () => void = () => undefined;

  constructor() {
    this.loaded = new Promise((resolve) => (this.markLoaded = resolve));
  }

  /** Ids and hashes of all workers with a password, sorted. */
  get all(): [id: string, hash: string][] {
    return [...this.hashes].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  load(users: Iterable<readonly [id: string, hash: string]>): void {
    for (const [id, hash] of users) this.hashes.set(id, hash);
    this.markLoaded();
  }

  hashOf(id: string): string | undefined {
    return this.hashes.get(id);
  }

  /** Gives a worker this password, in place of the one it had. */
  set(id: string, hash: string): void {
    this.forget(id);
    this.hashes.set(id, hash);
    this.changed.next(id);
  }

  remove(id: string): void {
    this.forget(id);
    if (this.hashes.delete(id)) this.changed.next(id);
  }

  /** The hash that the password fits, if it still is the worker's when that was found out; else null. */
  async verify(id: string, password: Buffer): Promise<string | null> {
    await this.loaded;
    const hash = this.hashes.get(id);
    if (hash === undefined) return null;
    const digest = createHash('sha256').update(password).digest();
    const proven = this.proven.get(hash);
    if (proven && timingSafeEqual(proven, digest)) return hash;
    const fits = await this.places.take(
      () => fitsBrokerPassword(hash, password),
      () => false,
    );
    if (!fits || this.hashes.get(id) !== hash) return null;
    this.proven.set(hash, digest);
    return hash;
  }

  private forget(id: string): void {
    this.proven.delete(this.hashes.get(id) ?? '');
  }
}
