import { Component, computed, inject, input } from '@angular/core';
import { ServerLink } from '../core/server-link';

/** Bars 0 to 4 for a signal of 0 to 31 (3GPP TS 27.007 8.5); null when unknown. */
export function barsOf(signal: number | null): number | null {
  if (signal === null) return null;
  if (signal === 0) return 0;
  return signal < 8 ? 1 : signal < 15 ? 2 : signal < 22 ? 3 : 4;
}

/** The power behind a signal step in dBm: -113 at 0, 2 dB a step (3GPP TS 27.007 8.5). */
export const dbmOf = (signal: number): number => -113 + 2 * signal;

/** A modem's reception as bars. */
@Component({
  selector: 'sb-signal-bars',
  template: `
    <span class="bars" role="img" [class.unknown]="bars() === null" [attr.aria-label]="words()" [title]="words()">
      @if (bars(); as bars) {
        @for (height of [6, 9, 12, 15]; track height; let index = $index) {
          <i [style.height.px]="height" [class.on]="index < bars.count"></i>
        }
      } @else {
        –
      }
    </span>
  `,
  styles: `
    :host {
      display: inline-flex;
    }
    .bars {
      display: inline-flex;
      align-items: flex-end;
      gap: 2px;
      height: 15px;
    }
    .unknown {
      align-items: center;
    }
    i {
      width: 4px;
      border-radius: 1.5px;
      background: color-mix(in srgb, var(--sb-text-muted) 25%, transparent);
    }
    i.on {
      background: var(--mat-sys-primary);
    }
  `,
})
export class SignalBars {
  readonly signal = input.required<number | null>();
  private readonly link = inject(ServerLink);
  /** What is known now. */
  private readonly known = computed(() => (this.link.answers() ? this.signal() : null));
  protected readonly bars = computed(() => {
    const count = barsOf(this.known());
    return count === null ? null : { count };
  });
  protected readonly words = computed(() => {
    const signal = this.known();
    return signal === null ? 'Signal unknown' : `Signal ${signal} of 31, ${dbmOf(signal)} dBm`;
  });
}
