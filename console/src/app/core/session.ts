import { Injectable, computed, signal } from '@angular/core';
import type { Session, User } from '@signalbox/contracts/auth';
import { grants, type Permission } from '@signalbox/contracts/permissions';

const KEY = 'signalbox.session';

/** A stored session, or null when there is none, it is not one, or it ended before `now` (milliseconds). */
export function readSession(stored: string | null, now: number): Session | null {
  if (stored === null) return null;
  try {
    const session = JSON.parse(stored) as Session | null;
    if (typeof session?.token !== 'string' || typeof session.user?.role !== 'string') return null;
    return Date.parse(session.expires_at) > now ? session : null;
  } catch {
    return null;
  }
}

/** Who is signed in. A remembered session is shared by the browser's tabs, another ends with its tab. */
@Injectable({ providedIn: 'root' })
export class SessionStore {
  private readonly session = signal(readSession(sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY), Date.now()));

  readonly token = computed(() => this.session()?.token ?? null);
  readonly user = computed(() => this.session()?.user ?? null);
  readonly signedIn = computed(() => this.session() !== null);

  constructor() {
    // Signing out in one tab signs out the others, and a token that one got anew is theirs.
    addEventListener('storage', (event) => {
      if (event.key !== KEY || sessionStorage.getItem(KEY) !== null) return;
      const session = readSession(event.newValue, Date.now());
      if (session === null || this.session() !== null) this.session.set(session);
    });
  }

  /** Whether the signed-in role may do this; a signal when read in a reactive context. */
  can(permission: Permission): boolean {
    return grants(this.user()?.role ?? null, permission);
  }

  start(session: Session, remember: boolean): void {
    this.end();
    (remember ? localStorage : sessionStorage).setItem(KEY, JSON.stringify(session));
    this.session.set(session);
  }

  /** Goes on with another token of the same account, kept where the old one was. */
  renew(session: Session): void {
    this.start(session, sessionStorage.getItem(KEY) === null);
  }

  /** Takes over what the server says of the user now, such as a changed role. */
  refresh(user: User): void {
    const session = this.session();
    if (session === null) return;
    this.renew({ ...session, user });
  }

  end(): void {
    sessionStorage.removeItem(KEY);
    localStorage.removeItem(KEY);
    this.session.set(null);
  }
}
