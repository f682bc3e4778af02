import { HttpClient, type HttpErrorResponse } from '@angular/common/http';
import { Injectable, effect, inject, signal, untracked } from '@angular/core';
import type {
  ChannelStatus,
  LIVE_EVENTS,
  SmsStatusUpdate,
  SmsStatusUpdates,
  WorkerStatus,
} from '@signalbox/contracts/live';
import type { NumberListProgress } from '@signalbox/contracts/number-lists';
import type { ProgramProgress } from '@signalbox/contracts/programs';
import { Subject, merge, share, throttleTime } from 'rxjs';
import { API } from './api';
import { coalesce } from './live-updates';
import { OPEN_LIVE, type LiveConnection } from './live-connection';
import { ServerLink } from './server-link';
import { SessionStore } from './session';

// The types only: the contract's own constant would bring the whole schema library into the first bundle.
const SMS_STATUS: typeof LIVE_EVENTS.smsStatus = 'sms_status_update';
const WORKER_STATUS: typeof LIVE_EVENTS.workerStatus = 'worker_status';
const CHANNEL_STATUS: typeof LIVE_EVENTS.channelStatus = 'channel_status';
const LIST_PROGRESS: typeof LIVE_EVENTS.numberListProgress = 'number_list_progress';
const BEHIND: typeof LIVE_EVENTS.behind = 'live_behind';
const PROGRAM_PROGRESS: typeof LIVE_EVENTS.programProgress = 'program_progress';

/** How long updates are gathered before the pages see them, in milliseconds. */
export const GATHER_MS = 100;

/** How often pages read anew at most while the socket cannot keep up, in milliseconds. */
export const READ_ANEW_MS = 5_000;

/** How long after a refusal the socket is tried again, in milliseconds. */
export const RETRY_MS = 5_000;

export type LinkState = 'online' | 'connecting' | 'offline' | 'unknown';

/** What `/health/ready` says, as far as it matters here; the same body with 200 and 503. */
interface Readiness {
  checks?: { broker?: 'ok' | 'unavailable' };
}

/** The live socket: open while somebody is signed in, and again by itself after it was cut. */
@Injectable({ providedIn: 'root' })
export class Live {
  private readonly session = inject(SessionStore);
  private readonly link = inject(ServerLink);
  private readonly http = inject(HttpClient);
  private readonly open = inject(OPEN_LIVE);
  private readonly batches = new Subject<SmsStatusUpdate[]>();
  private readonly presence = new Subject<WorkerStatus>();
  private readonly states = new Subject<ChannelStatus>();
  private readonly imports = new Subject<NumberListProgress>();
  private readonly runs = new Subject<ProgramProgress>();
  private readonly openings = new Subject<void>();
  private readonly gaps = new Subject<void>();
  private gathered: SmsStatusUpdate[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  /** To fetch the socket's library. */
  private readonly attempts = signal(0);

  readonly socket = signal<LinkState>('offline');
  /** The broker as last heard of; unknown until then. */
  readonly broker = signal<LinkState>('unknown');
  /** Changed messages, each once with its latest status, at most ten batches a second. */
  readonly updates = this.batches.asObservable();
  /** A worker came or went; those that are known are told of when the socket opens. */
  readonly workers = this.presence.asObservable();
  /** A SIM card or a provider as it is now. */
  readonly channels = this.states.asObservable();
  /** A number list that is being imported got further, or its import ended. */
  readonly lists = this.imports.asObservable();
  /** A program's run got further. */
  readonly programs = this.runs.asObservable();
  /**
   * The socket is open, at first or after a cut, or it could not keep up: what happened until then was not told, and has
   * to be read again.
   */
  readonly opened = merge(
    this.openings,
    this.gaps.pipe(throttleTime(READ_ANEW_MS, undefined, { leading: true, trailing: true })),
  ).pipe(share());

  constructor() {
    effect((onCleanup) => {
      const token = this.session.token();
      this.attempts();
      if (token === null) return;
      const opening = untracked(() => this.connect(token));
      onCleanup(() => {
        clearTimeout(this.retry);
        void opening.then((connection) => connection?.disconnect());
        this.socket.set('offline');
        this.broker.set('unknown');
      });
    });
  }

  private async connect(token: string): Promise<LiveConnection | null> {
    this.socket.set('connecting');
    let connection: LiveConnection;
    try {
      connection = await this.open(() => ({ token, batch: true }));
    } catch {
      // Its library could not be fetched: the server is away, or has another one by now, which the next room finds out.
      if (this.session.token() !== token) return null;
      this.socket.set('offline');
      this.retry = setTimeout(() => this.attempts.update((count) => count + 1), RETRY_MS);
      return null;
    }
    connection.on('connect', () => {
      this.socket.set('online');
      this.link.heard();
      this.readBroker();
      this.openings.next();
    });
    connection.on('disconnect', () => this.lost(connection, token, 'connecting'));
    connection.on('connect_error', () => this.lost(connection, token, 'offline'));
    connection.on(SMS_STATUS, (payload) => this.gather(updatesOf(payload)));
    connection.on(WORKER_STATUS, (payload) => this.take(payload as WorkerStatus));
    connection.on(CHANNEL_STATUS, (payload) => this.states.next(payload as ChannelStatus));
    connection.on(LIST_PROGRESS, (payload) => this.imports.next(payload as NumberListProgress));
    connection.on(BEHIND, () => this.gaps.next());
    connection.on(PROGRAM_PROGRESS, (payload) => this.runs.next(payload as ProgramProgress));
    return connection;
  }

  private lost(connection: LiveConnection, token: string, state: LinkState): void {
    // What comes after the session's end is our own doing.
    if (this.session.token() !== token) return;
    this.socket.set(connection.active ? state : 'offline');
    // Nobody tells of the broker any more, and of the rest perhaps neither: the next answer says so.
    this.broker.set('unknown');
    this.link.lost();
    if (connection.active) return;
    // Refused: either the session is over, which this request finds out, or the server was not ready yet.
    this.http.get(`${API}/auth/me`).subscribe({ error: () => undefined });
    clearTimeout(this.retry);
    this.retry = setTimeout(() => connection.connect(), RETRY_MS);
  }

  private readBroker(): void {
    const take = ({ checks }: Readiness) => {
      if (checks?.broker !== undefined) this.broker.set(checks.broker === 'ok' ? 'online' : 'offline');
    };
    this.http.get<Readiness>('/health/ready').subscribe({
      next: take,
      error: (error: HttpErrorResponse) => take((error.error ?? {}) as Readiness),
    });
  }

  private gather(updates: readonly SmsStatusUpdate[]): void {
    this.gathered.push(...updates);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const batch = coalesce(this.gathered);
      this.gathered = [];
      if (batch.length > 0) this.batches.next(batch);
    }, GATHER_MS);
  }

  private take(status: WorkerStatus): void {
    // Only a broker that runs can tell that a worker came.
    if (status.worker === null) this.broker.set(status.status);
    else if (status.status === 'online') this.broker.set('online');
    this.presence.next(status);
  }
}

const updatesOf = (payload: unknown): readonly SmsStatusUpdate[] => {
  const batch = payload as SmsStatusUpdates | SmsStatusUpdate;
  return 'updates' in batch ? batch.updates : [batch];
};
