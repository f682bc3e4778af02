import { Component, computed, input } from '@angular/core';
import { segmentsOf } from '@signalbox/codec/segments';

/** What a text costs, while it is written: its encoding, what still fits, and how many segments it takes. */
@Component({
  selector: 'sb-segment-counter',
  template: `
    <span class="encoding" [class.wide]="cost().encoding === 'ucs2'" [title]="hint()">{{ encoding() }}</span>
    <span class="left">
      <b class="remaining">{{ cost().remaining }}</b> left{{ cost().segments > 1 ? ' in this segment' : '' }}
    </span>
    <span class="parts">
      <span class="bars" aria-hidden="true">
        @for (part of bars(); track $index) {
          <i><i [style.width.%]="part"></i></i>
        }
      </span>
      <b class="segments">{{ cost().segments }}</b> {{ cost().segments === 1 ? 'segment' : 'segments' }}
    </span>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px 16px;
      font-size: 12px;
      color: var(--sb-text-muted);
      font-variant-numeric: tabular-nums;
    }
    b {
      color: var(--sb-text);
      font-weight: 600;
    }
    .encoding {
      padding: 1px 8px;
      border-radius: 6px;
      background: color-mix(in srgb, var(--sb-status-done) 12%, transparent);
      color: var(--sb-status-done);
      font-weight: 600;
    }
    .encoding.wide {
      background: color-mix(in srgb, var(--sb-status-unsure) 14%, transparent);
      color: var(--sb-status-unsure);
    }
    .parts {
      display: inline-flex;
      align-items: center;
      gap: 7px;
      margin-left: auto;
    }
    .bars {
      display: inline-flex;
      gap: 3px;
    }
    .bars > i {
      width: 22px;
      height: 6px;
      border-radius: 3px;
      overflow: hidden;
      background: color-mix(in srgb, var(--sb-text-muted) 20%, transparent);
    }
    .bars > i > i {
      display: block;
      height: 100%;
      background: var(--mat-sys-primary);
    }
  `,
})
export class SegmentCounter {
  readonly text = input.required<string>();
  protected readonly cost = computed(() => segmentsOf(this.text()));
  protected readonly encoding = computed(() => (this.cost().encoding === 'gsm7' ? 'GSM-7' : 'UCS-2'));
  protected readonly hint = computed(() =>
    this.cost().encoding === 'gsm7'
      ? 'Every character is in the GSM alphabet: 160 characters fit into one segment'
      : 'A character outside the GSM alphabet: 70 characters fit into one segment',
  );
  /** How full each segment is, in percent; at most six are drawn. */
  protected readonly bars = computed(() => {
    const { segments, remaining, perSegment } = this.cost();
    const last = ((perSegment - remaining) / perSegment) * 100;
    return Array.from({ length: Math.min(segments, 6) }, (_, index) => (index === segments - 1 ? last : 100));
  });
}
