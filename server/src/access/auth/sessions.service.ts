import { Injectable } from '@nestjs/common';
import type { SessionRow } from '@signalbox/contracts/auth';
import type { Page } from '@signalbox/contracts/common';
import { MOST_SESSIONS } from '@signalbox/contracts/rules';
import { Forbidden, NotFound } from '../../platform/common/errors.js';
import { may } from '../../platform/common/principal.js';
import { AccessEndingRepository } from './access-ending.repository.js';
import { type Admission, endingOf } from './admission.js';
import { AuthEvents } from './auth.events.js';
import { toRow } from './session.js';
import { SessionRepository } from './session.repository.js';
import { UserRepository } from './user.repository.js';

/** Ends what was opened: one token, or all that an account has. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly users: UserRepository,
    private readonly endings: AccessEndingRepository,
    private readonly sessions: SessionRepository,
    private readonly events: AuthEvents,
  ) {}

  /** Ends the token that was shown; the others of the account stay. */
  async signOut({ userId, username, token }: Admission, address: string): Promise<void> {
    if (!token) throw new Forbidden('An API key cannot sign out. Revoke it instead.');
    const { id: tokenId, expiresAt } = token;
    const ending = { userId, apiKeyId: null, tokenId, sessionEpoch: null, expiresAt };
    await this.endings.add(ending);
    this.events.accessEnded.next(ending);
    const details = `user "${username}": signed out`;
    this.events.logged.next({ action: 'sign_out', details, status: 'success', userId, address });
  }

  /**
   * Where an account is signed in.
   * @throws NotFound where there is no such account
   */
  async list(userId: number, { token }: Admission): Promise<Page<SessionRow>> {
    if (!(await this.users.findById(userId))) throw new NotFound('user', userId);
    const sessions = await this.sessions.list(userId, Date.now(), MOST_SESSIONS);
    return { data: sessions.map((session) => toRow(session, token?.id ?? null)), next_cursor: null };
  }

  /** Ends one of an account's sessions. @throws NotFound where there is none any more */
  async end(by: Admission, userId: number, id: string, address: string): Promise<void> {
    const ending = await this.sessions.end(userId, id, Date.now());
    if (!ending) throw new NotFound('session', id);
    this.events.accessEnded.next(ending);
    const details = `account ${userId}: one session ended`;
    this.events.logged.next({ action: 'sessions_ended', details, status: 'success', userId: by.userId, address });
  }

  /**
   * Ends every token of an account, and its API keys where that is asked for.
   * @throws NotFound also for somebody else's account, but for admins
   */
  async endAll(caller: Admission, id: number, keys: boolean, address: string): Promise<void> {
    const isTheirs = id === caller.userId || may(caller, 'users.manage');
    const ended = isTheirs ? await this.users.endSessions(id, keys, Date.now()) : null;
    if (!ended) throw new NotFound('user', id);
    const { user, keysEnded } = ended;
    this.events.accessEnded.next(endingOf(id, { sessionEpoch: user.sessionEpoch }));
    const details = `user "${user.username}": all sessions${keys ? ` and ${keysEnded} API keys` : ''} ended`;
    this.events.logged.next({ action: 'sessions_ended', details, status: 'success', userId: caller.userId, address });
  }
}
