import { Component, inject, input, signal, type OnInit } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { SessionRow } from '@signalbox/contracts/auth';
import { MOST_SESSIONS } from '@signalbox/contracts/rules';
import { failureOf, type Failure } from '../core/problem';
import { SessionsApi } from '../core/sessions.api';
import { Acts } from './acts';
import { deviceOf } from './device';
import { ErrorPanel } from './error-panel';
import { Skeleton } from './skeleton';
import { Time } from './time';

/** Where somebody is signed in, each to be ended. */
@Component({
  selector: 'sb-sessions-list',
  imports: [ErrorPanel, MatButton, Skeleton, Time],
  template: `
    @if (failure(); as failure) {
      <sb-error-panel [failure]="failure" (retry)="read()" />
    }
    @if (sessions(); as sessions) {
      <ul>
        @for (session of sessions; track session.id) {
          <li>
            <div class="what">
              <strong [title]="session.user_agent ?? ''">{{ deviceOf(session.user_agent) }}</strong>
              @if (session.current) {
                <span class="here">this one</span>
              }
              <div class="muted">
                {{ session.address ?? 'address unknown' }}, seen <sb-time [at]="session.last_seen_at" />, signed in
                <sb-time [at]="session.created_at" />
              </div>
            </div>
            @if (!session.current) {
              <button matButton="outlined" type="button" [disabled]="busy()" (click)="end(session)">End</button>
            }
          </li>
        } @empty {
          <li class="muted">Nowhere.</li>
        }
      </ul>
      @if (sessions.length >= most) {
        <p class="muted">The newest {{ most }} are shown; there may be older ones.</p>
      }
    } @else if (failure() === null) {
      <sb-skeleton [rows]="3" />
    }
  `,
  styles: `
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      gap: 14px;
      padding: 10px 0;
    }
    li + li {
      border-top: 1px solid var(--sb-border);
    }
    .what {
      flex: 1;
      min-width: 0;
      overflow-wrap: anywhere;
    }
    .here {
      margin-left: 8px;
      padding: 1px 8px;
      border-radius: 99px;
      background: color-mix(in srgb, var(--mat-sys-primary) 14%, transparent);
      color: var(--mat-sys-primary);
      font-size: 12px;
    }
    .muted {
      font-size: 13px;
    }
  `,
})
export class SessionsList implements OnInit {
  private readonly api = inject(SessionsApi);
  private readonly acts = inject(Acts);
  /** Whose; null are the reader's own. */
  readonly user = input<number | null>(null);
  protected readonly sessions = signal<readonly SessionRow[] | null>(null);
  protected readonly failure = signal<Failure | null>(null);
  protected readonly busy = signal(false);
  protected readonly deviceOf = deviceOf;
  protected readonly most = MOST_SESSIONS;

  ngOnInit(): void {
    void this.read();
  }

  protected async read(): Promise<void> {
    this.failure.set(null);
    try {
      this.sessions.set(await this.api.list(this.user()));
    } catch (error) {
      this.failure.set(failureOf(error));
    }
  }

  protected async end({ id }: SessionRow): Promise<void> {
    this.busy.set(true);
    await this.acts.do(() => this.api.end(this.user(), id), 'The session has ended');
    await this.read();
    this.busy.set(false);
  }
}
