import { DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import type { Session, User } from '@signalbox/contracts/auth';
import { grants, type Permission } from '@signalbox/contracts/permissions';
import { writeBy } from './locale';
import { keepTimeBy } from './zone';

const KEY = 'signalbox.session';
/** The longest wait that a timer takes, in milliseconds. */
const MAX_TIMER = 2 ** 31 - 1;

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

/** Why nobody is signed in any more: by this tab's own doing, by another's, or because it is over for the server. */
export type Ending = 'here' | 'elsewhere' | 'over';

/** What one tab tells the others: a token has ended, or all of an account. */
type News = { token: string } | { user: number };

/**
 * Who is signed in. A remembered session is shared by the browser's tabs: it begins, goes on and ends in all of them
 * together. Another one belongs to its tab, and to the copies that were made of it.
 */
@Injectable({ providedIn: 'root' })
export class SessionStore {
  private readonly session = signal<Session | null>(null);
  private readonly lastEnding = signal<Ending | null>(null);
  // Copies of a tab share its session, and hear nothing of each other by their storage.
  private readonly tabs = new BroadcastChannel(KEY);
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Settles when it is known whether there is another token. */
  private renewal: Promise<void> | null = null;

  readonly token = computed(() => this.session()?.token ?? null);
  readonly user = computed(() => this.session()?.user ?? null);
  readonly signedIn = computed(() => this.session() !== null);
  /** How the last session ended; null before, and while somebody is signed in. */
  readonly ending = this.lastEnding.asReadonly();

  constructor() {
    this.follow();
    // A page that was asleep, or comes back out of the history, heard nothing meanwhile; and its timers stood still.
    const look = () => {
      this.endWhenOver();
      this.follow();
    };
    const watched = ['storage', 'pageshow', 'visibilitychange'];
    for (const event of watched) addEventListener(event, look);
    this.tabs.onmessage = ({ data }: MessageEvent<News>) => this.hear(data);
    inject(DestroyRef).onDestroy(() => {
      for (const event of watched) removeEventListener(event, look);
      this.tabs.close();
      clearTimeout(this.timer);
    });
  }

  /** Whether the signed-in account may do this; a signal when read in a reactive context. */
  can(permission: Permission): boolean {
    const user = this.user();
    return grants(user?.role ?? null, permission, user?.granted);
  }

  start(session: Session, remember: boolean): void {
    // Never removed to be written anew: the other tabs watch. And what they remember is not this tab's to remove.
    (remember ? localStorage : sessionStorage).setItem(KEY, JSON.stringify(session));
    if (remember) sessionStorage.removeItem(KEY);
    this.take(session);
  }

  /** Goes on with another token of the same account, kept where the old one was. */
  renew(session: Session): void {
    this.start(session, sessionStorage.getItem(KEY) === null);
  }

  /** The same with a token that is asked for: the server ends the old one before the answer is here. */
  async renewBy(answer: Promise<Session>): Promise<void> {
    const renewed = answer.then((session) => this.renew(session));
    const over = () => {
      this.renewal = null;
    };
    this.renewal = renewed.then(over, over);
    await renewed;
  }

  /** Takes over what the server says of the user now, such as a changed role. */
  refresh(user: User): void {
    const session = this.session();
    if (session === null || JSON.stringify(session.user) === JSON.stringify(user)) return;
    this.renew({ ...session, user });
  }

  /** Ends it here and in all tabs that share it. */
  end(): void {
    this.endAs('here');
  }

  /** The server has ended everything of an account, one's own. It may have been heard of already. */
  endEverywhere(user: number): void {
    this.endAs('here');
    this.lastEnding.set('here');
    this.tabs.postMessage({ user } satisfies News);
  }

  /** The server does not know this token any more. Another tab may have got a new one meanwhile. */
  refused(token: string): void {
    // A late answer to an older token must not end a newer session.
    if (this.token() !== token) return;
    if (this.renewal !== null) {
      void this.renewal.then(() => this.refused(token));
      return;
    }
    const kept = stored();
    if (kept !== null && kept.token !== token) this.take(kept);
    else this.endAs('over');
  }

  private endAs(ending: Ending): void {
    const token = this.token();
    if (token === null) return;
    this.forget(token, ending);
    this.tabs.postMessage({ token } satisfies News);
  }

  /** Only what is still kept of that token: another tab may have begun anew. */
  private forget(token: string, ending: Ending): void {
    for (const storage of [sessionStorage, localStorage]) {
      if (readSession(storage.getItem(KEY), 0)?.token === token) storage.removeItem(KEY);
    }
    this.take(null, ending);
  }

  private hear(news: News): void {
    const session = this.session();
    if (session === null) return;
    const isOurs = 'token' in news ? news.token === session.token : news.user === session.user.id;
    if (isOurs) this.forget(session.token, 'elsewhere');
  }

  /** Takes over what the browser keeps: another tab may have signed out or in, or got a new token. */
  private follow(): void {
    const kept = stored();
    if (kept?.token !== this.token() || kept?.user.role !== this.user()?.role) this.take(kept, 'elsewhere');
  }

  private take(session: Session | null, ending: Ending = 'over'): void {
    const had = this.session() !== null;
    if (session !== null) this.lastEnding.set(null);
    else if (had) this.lastEnding.set(ending);
    this.session.set(session);
    // One that was kept by an earlier version has no such fields.
    writeBy(session?.user.locale ?? null);
    keepTimeBy(session?.user.time_zone ?? null);
    this.wait();
  }

  private wait(): void {
    clearTimeout(this.timer);
    const session = this.session();
    if (session === null) return;
    const left = Date.parse(session.expires_at) - Date.now();
    this.timer = setTimeout(() => this.endWhenOver(), Math.min(Math.max(left, 0), MAX_TIMER));
  }

  private endWhenOver(): void {
    const session = this.session();
    if (session === null) return;
    if (Date.parse(session.expires_at) <= Date.now()) this.endAs('over');
    else this.wait();
  }
}

/** The tab's own session, or else the one that the browser remembers. */
function stored(): Session | null {
  return readSession(sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY), Date.now());
}
