import { Component, computed, effect, inject, input, signal, untracked, booleanAttribute } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink, RouterLinkActive } from '@angular/router';
import type { AlertSummary } from '@signalbox/contracts/alerts';
import { AlertsApi } from '../core/alerts.api';
import { pollWhileVisible } from '../core/polling';
import { ServerLink } from '../core/server-link';

const EVERY_MS = 30_000;
const MOST = 99;

type Told = Pick<AlertSummary, 'firing' | 'silenced'>;

const countOf = ({ firing: { critical, warning, info } }: Told): number => critical + warning + info;

/** What the bell is called; without an answer nobody knows whether anything fires. */
export function bellWords(told: Told | null): string {
  if (told === null) return 'Alerts: not known';
  const count = countOf(told);
  const fire = count === 0 ? 'none fires' : `${count} ${count === 1 ? 'fires' : 'fire'}`;
  return `Alerts: ${fire}${told.silenced === 0 ? '' : `, ${told.silenced} silenced`}`;
}

/** What stands at the bell; empty is nothing. */
export function bellBadge(told: Told | null): string {
  if (told === null) return '?';
  const count = countOf(told);
  if (count === 0) return '';
  return count > MOST ? `${MOST}+` : `${count}`;
}

/**
 * How many alerts fire that people are told of, and the way to them; silenced ones are named, and not counted. While the
 * server does not answer, that is not known.
 */
@Component({
  selector: 'sb-bell',
  imports: [MatIcon, RouterLink, RouterLinkActive],
  template: `
    <a routerLink="/alerts" routerLinkActive="active" [attr.aria-label]="words()" [title]="words()">
      <span class="bell">
        <mat-icon svgIcon="bell" aria-hidden="true" />
        @if (badge(); as badge) {
          <span class="count" [class.critical]="critical()" [class.unknown]="!told()" [attr.data-count]="badge"></span>
        }
      </span>
      @if (named()) {
        <span aria-hidden="true">Alerts</span>
      }
    </a>
  `,
  styles: `
    a {
      display: grid;
      place-content: center;
      justify-items: center;
      gap: 2px;
      min-width: 40px;
      height: 100%;
      min-height: 40px;
      border-radius: 20px;
      color: var(--sb-text-muted);
      font-size: 12px;
      font-weight: 500;
      text-decoration: none;
    }
    .active {
      color: var(--mat-sys-primary);
    }
    .bell {
      position: relative;
      display: block;
      height: 22px;
    }
    mat-icon {
      width: 22px;
      height: 22px;
    }
    .count {
      position: absolute;
      inset: -5px auto auto 12px;
      min-width: 16px;
      padding: 0 4px;
      border-radius: 8px;
      background: #8a5a00;
      color: #fff;
      font-size: 11px;
      font-weight: 650;
      line-height: 16px;
      text-align: center;
    }
    /* Not text: the link's name says it in words. */
    .count::before {
      content: attr(data-count);
    }
    .critical {
      background: #b3261e;
    }
    .unknown {
      background: #5f6368;
    }
    :focus-visible {
      outline-offset: -3px;
    }
  `,
})
export class Bell {
  private readonly api = inject(AlertsApi);
  /** With its name below, as in the phone's bar. */
  readonly named = input(false, { transform: booleanAttribute });
  private readonly link = inject(ServerLink);
  private readonly summary = signal<Told | null>(null);
  /** Whether there was an answer, or none where one was due: before that a bell without a word will do. */
  private readonly asked = signal(false);
  protected readonly told = computed(() => (this.link.answers() ? this.summary() : null));
  protected readonly critical = computed(() => (this.told()?.firing.critical ?? 0) > 0);
  protected readonly badge = computed(() => (this.asked() ? bellBadge(this.told()) : ''));
  protected readonly words = computed(() => bellWords(this.told()));
  private reading = false;

  constructor() {
    pollWhileVisible(EVERY_MS, () => void this.read());
    effect(() => {
      // What was true before the server was away is asked anew when it is back.
      if (this.link.answers()) untracked(() => void this.read());
      else this.summary.set(null);
    });
  }

  private async read(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    this.summary.set(await this.api.summary().catch(() => null));
    this.asked.set(true);
    this.reading = false;
  }
}
