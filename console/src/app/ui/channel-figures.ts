import { Component, computed, inject, input } from '@angular/core';
import type { Params } from '@angular/router';
import { PairDirectory } from '../core/pair-directory';
import { rateText } from './channel-state';
import { DailyUse } from './daily-use';
import { InFlight } from './in-flight';

interface Figures {
  sent_today: number;
  daily_cap: number | null;
  in_flight: number;
  window: number;
  rate_per_minute: number | null;
  pair_ids: readonly string[];
  /** Whether it carries only what names it. */
  reserved?: boolean;
}

/** How much a channel carries now, of how much it may, and to whom. Counts lead to what they count. */
@Component({
  selector: 'sb-channel-figures',
  imports: [DailyUse, InFlight],
  template: `
    <h2>Today</h2>
    <dl>
      <div>
        <dt>Sent today</dt>
        <dd class="large"><sb-daily-use [channel]="channel()" [query]="query()" /></dd>
      </div>
      <div>
        <dt>In flight</dt>
        <dd class="large number"><sb-in-flight [channel]="channel()" [query]="query()" /></dd>
      </div>
      <div>
        <dt>Rate</dt>
        <dd class="large number">{{ rate() }}</dd>
      </div>
    </dl>
    <p class="muted">Carries messages {{ carries() }}. A day is one of UTC.</p>
  `,
  styles: `
    :host {
      display: grid;
      gap: 14px;
      padding: 20px;
    }
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(110px, 1fr));
      gap: 14px 24px;
      margin: 0;
    }
    dt {
      font-size: 12px;
      color: var(--sb-text-muted);
    }
    dd {
      margin: 2px 0 0;
    }
    .large {
      font-size: 18px;
      font-weight: 600;
    }
    p {
      font-size: 12px;
    }
  `,
  host: { class: 'card' },
})
export class ChannelFigures {
  private readonly pairs = inject(PairDirectory);
  readonly channel = input.required<Figures>();
  /** The filter of the outbox that shows what it carries. */
  readonly query = input.required<Params>();
  protected readonly rate = computed(() => rateText(this.channel()));
  protected readonly carries = computed(() => {
    if (this.channel().reserved === true) return 'only where they name it';
    return this.pairs.boundTo(this.channel()) ?? 'to pairs that have no channel of their own';
  });

  constructor() {
    this.pairs.refresh();
  }
}
