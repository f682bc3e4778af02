import { Injectable, Logger } from '@nestjs/common';
import { aside } from '../../platform/common/audit/audit-scope.js';
import { MINUTE } from '../../platform/common/clock.js';
import { ExpiringCache } from './expiring-cache.js';
import { LONGEST_AGENT, type SignedIn } from './session.js';
import { SessionRepository } from './session.repository.js';

/** Where a request came from, and with what. */
export interface Seen {
  readonly ip: string;
  readonly headers?: { readonly 'user-agent'?: string };
}

const CAPACITY = 10_000;

/** Remembers when and where each session was seen last, at most once a minute: it is for people, and a commit is dear. */
@Injectable()
export class SightingsService {
  private readonly logger = new Logger(SightingsService.name);
  private readonly lately = new ExpiringCache<string, true>(MINUTE, CAPACITY);

  constructor(private readonly sessions: SessionRepository) {}

  /** A session begins. */
  begin(session: SignedIn, address: string | null): Promise<void> {
    return aside(() => this.sessions.see(session, { at: session.createdAt, address, userAgent: null }));
  }

  /** Does not hold up its caller. */
  note(session: SignedIn, seen: Seen): void {
    if (this.lately.get(session.id)) return;
    this.lately.set(session.id, true);
    const userAgent = seen.headers?.['user-agent']?.slice(0, LONGEST_AGENT) ?? null;
    const sighting = { at: Date.now(), address: seen.ip, userAgent };
    aside(() => this.sessions.see(session, sighting)).catch((error: unknown) => {
      this.logger.warn(`When a session of account ${session.userId} was seen was not stored: ${String(error)}`);
    });
  }
}
