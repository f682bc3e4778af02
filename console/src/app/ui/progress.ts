import { Component, computed, input } from '@angular/core';
import type { Tone } from './status';

/** A part of a whole, in percent of it, in one of the status colours. */
export interface Share {
  tone: Tone;
  percent: number;
}

/** How far something is, as a bar; made of coloured parts where it has some. */
@Component({
  selector: 'sb-progress',
  template: `
    @for (share of parts(); track $index) {
      <i [class]="share.tone" [style.width.%]="share.percent"></i>
    }
  `,
  styles: `
    :host {
      display: flex;
      height: 6px;
      border-radius: 3px;
      overflow: hidden;
      background: color-mix(in srgb, var(--sb-text-muted) 18%, transparent);
    }
    :host(.tall) {
      height: 10px;
      border-radius: 5px;
    }
    :host(.busy) {
      animation: breathe 1.6s ease-in-out infinite;
    }
    i {
      background: var(--mat-sys-primary);
      transition: width 0.4s;
    }
    .waiting {
      background: color-mix(in srgb, var(--sb-status-waiting) 45%, transparent);
    }
    .moving {
      background: var(--sb-status-moving);
    }
    .done {
      background: var(--sb-status-done);
    }
    .bad {
      background: var(--sb-status-bad);
    }
    .unsure {
      background: var(--sb-status-unsure);
    }
    .neutral {
      background: var(--sb-border-strong);
    }
    @keyframes breathe {
      50% {
        opacity: 0.5;
      }
    }
  `,
  host: {
    role: 'progressbar',
    'aria-valuemin': '0',
    'aria-valuemax': '100',
    '[attr.aria-valuenow]': 'percent()',
    '[attr.aria-label]': 'label()',
    '[class.busy]': 'percent() === null',
  },
})
export class Progress {
  readonly label = input.required<string>();
  /** 0 to 100; null while nobody can say. */
  readonly percent = input.required<number | null>();
  /** What the bar is made of; without them it is one part. */
  readonly shares = input<readonly Share[]>([]);
  protected readonly parts = computed<readonly { tone: Tone | ''; percent: number }[]>(() =>
    this.shares().length > 0 ? this.shares() : [{ tone: '', percent: this.percent() ?? 100 }],
  );
}
