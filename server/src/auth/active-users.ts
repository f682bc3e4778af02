import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../common/principal.js';
import { AuthEvents } from './auth.events.js';
import { ExpiringCache } from './expiring-cache.js';
import type { User } from './user.js';
import { UserRepository } from './user.repository.js';

/** A user who may come in, and the stamp that its tokens must carry. */
export interface ActiveUser {
  principal: Principal;
  stamp: string;
}

/** Half of the 30 s in which a change made by another server must be felt: API keys are remembered as long again. */
export const REMEMBERED_MS = 15_000;
const CAPACITY = 10_000;

/** Changes with the password and the role, so that older tokens end; says nothing about either. */
export const stampOf = ({ passwordHash, role }: Pick<User, 'passwordHash' | 'role'>): string =>
  createHash('sha256').update(`${role} ${passwordHash}`).digest('base64url').slice(0, 16);

/** The users that are not disabled, remembered for some seconds; a change made here is seen at once. */
@Injectable()
export class ActiveUsers {
  private readonly cache = new ExpiringCache<number, ActiveUser>(REMEMBERED_MS, CAPACITY);

  constructor(
    private readonly users: UserRepository,
    events: AuthEvents,
  ) {
    events.userChanged.subscribe((id) => this.cache.delete(id));
  }

  /** Null where there is no such user or it is disabled. */
  find(id: number): Promise<ActiveUser | null> {
    return this.cache.load(id, async () => {
      const user = await this.users.findById(id);
      if (!user || user.disabled) return null;
      const principal = { userId: user.id, username: user.username, role: user.role, apiKeyId: null };
      return { principal: Object.freeze(principal), stamp: stampOf(user) };
    });
  }
}
