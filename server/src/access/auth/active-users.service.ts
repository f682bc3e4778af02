import { Injectable } from '@nestjs/common';
import type { Admission } from './admission.js';
import { AuthEvents } from './auth.events.js';
import { Config } from '../../platform/config/config.js';
import { ExpiringCache } from './expiring-cache.js';
import { lacksSecondFactor } from './second-factor.js';
import { UserRepository } from './user.repository.js';

/** What ends somebody's access is heard of within a second, see AccessEndingsService; the rest may be as old as this. */
export const REMEMBERED_MS = 15_000;
const CAPACITY = 10_000;

/** The users that are not disabled, remembered for some seconds; a change made here is seen at once. */
@Injectable()
export class ActiveUsersService {
  private readonly cache = new ExpiringCache<number, Admission>(REMEMBERED_MS, CAPACITY);

  constructor(
    private readonly users: UserRepository,
    private readonly config: Config,
    events: AuthEvents,
  ) {
    events.userChanged.subscribe((id) => this.cache.delete(id));
    events.accessEnded.subscribe(({ userId, sessionEpoch }) => {
      if (sessionEpoch !== null) this.cache.delete(userId);
    });
  }

  /** Null where there is no such user or it is disabled. */
  find(id: number): Promise<Admission | null> {
    return this.cache.load(id, async () => {
      const user = await this.users.findById(id);
      if (!user || user.disabled) return null;
      const { username, role, granted, sessionEpoch } = user;
      const mustSetUp = lacksSecondFactor(user, this.config.secondFactorRoles);
      const account = { userId: id, username, role, granted, sessionEpoch, mustSetUp };
      return Object.freeze({ ...account, apiKeyId: null, token: null });
    });
  }
}
