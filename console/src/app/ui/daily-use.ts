import { Component, computed, input } from '@angular/core';
import { RouterLink, type Params } from '@angular/router';
import { Count } from './count';

/** What a channel sent today, which leads to it, and how much of its cap that is. */
@Component({
  selector: 'sb-daily-use',
  imports: [Count, RouterLink],
  template: `
    <span class="number">
      <a routerLink="/outbox" [queryParams]="today()" title="Show them">{{ channel().sent_today | count }}</a>
      <span class="muted">{{ channel().daily_cap === null ? '' : 'of ' + (channel().daily_cap | count) }}</span>
    </span>
    @if (used(); as share) {
      <span class="meter" aria-hidden="true"><i [style.width.%]="share" [class.full]="share >= 90"></i></span>
    }
  `,
  styles: `
    a {
      color: inherit;
      text-decoration: underline;
      text-decoration-color: color-mix(in srgb, currentcolor 35%, transparent);
      text-underline-offset: 3px;
    }
    .meter {
      display: block;
      height: 4px;
      margin-top: 5px;
      border-radius: 2px;
      overflow: hidden;
      background: color-mix(in srgb, var(--sb-text-muted) 18%, transparent);
    }
    i {
      display: block;
      height: 100%;
      background: var(--mat-sys-primary);
    }
    i.full {
      background: var(--sb-status-bad);
    }
    @media (max-width: 760px) {
      .meter {
        display: none;
      }
    }
  `,
})
export class DailyUse {
  readonly channel = input.required<{ sent_today: number; daily_cap: number | null }>();
  /** The filter of the outbox that shows what it carries. */
  readonly query = input.required<Params>();
  /** Caps count by days of UTC. Asked anew with each count. */
  protected readonly today = computed(() => {
    this.channel();
    return { ...this.query(), day: new Date().toISOString().slice(0, 10) };
  });
  /** In percent; null without a cap. */
  protected readonly used = computed(() => {
    const { sent_today: sent, daily_cap: cap } = this.channel();
    return cap === null ? null : Math.min(100, (100 * sent) / cap);
  });
}
