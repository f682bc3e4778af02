import { Component, computed, inject, input, signal, booleanAttribute } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { AlertsApi } from '../core/alerts.api';
import { pollWhileVisible } from '../core/polling';

const EVERY_MS = 30_000;
const MOST = 99;

/** How many alerts fire that people are told of, and the way to them; silenced ones are named, and not counted. */
@Component({
  selector: 'sb-bell',
  imports: [MatIcon, RouterLink, RouterLinkActive],
  template: `
    <a routerLink="/alerts" routerLinkActive="active" [attr.aria-label]="words()" [title]="words()">
      <span class="bell">
        <mat-icon svgIcon="bell" aria-hidden="true" />
        @if (count() > 0) {
          <span class="count" [class.critical]="critical()" [attr.data-count]="shown()"></span>
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
    :focus-visible {
      outline-offset: -3px;
    }
  `,
})
export class Bell {
  private readonly api = inject(AlertsApi);
  /** With its name below, as in the phone's bar. */
  readonly named = input(false, { transform: booleanAttribute });
  private readonly firing = signal({ critical: 0, warning: 0, info: 0 });
  private readonly silenced = signal(0);
  protected readonly count = computed(() => Object.values(this.firing()).reduce((sum, one) => sum + one, 0));
  protected readonly critical = computed(() => this.firing().critical > 0);
  protected readonly shown = computed(() => (this.count() > MOST ? `${MOST}+` : `${this.count()}`));
  protected readonly words = computed(() => {
    const fire = this.count() === 0 ? 'none fires' : `${this.count()} ${this.count() === 1 ? 'fires' : 'fire'}`;
    return `Alerts: ${fire}${this.silenced() === 0 ? '' : `, ${this.silenced()} silenced`}`;
  });

  constructor() {
    pollWhileVisible(EVERY_MS, () => void this.read());
  }

  /** Without an answer it stays as it is. */
  private async read(): Promise<void> {
    const summary = await this.api.summary().catch(() => null);
    if (summary === null) return;
    this.firing.set(summary.firing);
    this.silenced.set(summary.silenced);
  }
}
