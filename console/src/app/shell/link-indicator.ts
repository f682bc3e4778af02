import { Component, computed, input } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import type { LinkState } from '../core/live';

const WORDS: Record<LinkState, string> = {
  online: 'connected',
  connecting: 'reconnecting',
  offline: 'not connected',
  unknown: 'not known',
};

/** A lamp for one of the console's links. */
@Component({
  selector: 'sb-link-indicator',
  imports: [MatTooltip],
  template: `
    <span class="lamp" [class]="state()" [matTooltip]="words()" tabindex="0" role="status" [attr.aria-label]="words()">
      <span class="dot" aria-hidden="true"></span>{{ label() }}
      @if (state() === 'unknown') {
        <span aria-hidden="true">–</span>
      }
    </span>
  `,
  styles: `
    .lamp {
      display: inline-flex;
      align-items: center;
      gap: 7px;
      padding: 3px 6px;
      border-radius: 6px;
      color: var(--sb-text-muted);
      font-size: 12px;
      font-weight: 550;
      cursor: default;
    }
    .dot {
      width: 8px;
      height: 8px;
      border-radius: 50%;
      background: var(--sb-border-strong);
    }
    .online .dot {
      background: #23a566;
      box-shadow: 0 0 0 3px rgb(35 165 102 / 18%);
    }
    .connecting .dot {
      background: var(--sb-status-unsure);
      animation: blink 1s ease-in-out infinite;
    }
    .offline .dot {
      background: var(--sb-status-bad);
      box-shadow: 0 0 0 3px color-mix(in srgb, var(--sb-status-bad) 18%, transparent);
    }
    @keyframes blink {
      50% {
        opacity: 0.25;
      }
    }
  `,
})
export class LinkIndicator {
  readonly label = input.required<string>();
  readonly what = input.required<string>();
  readonly state = input.required<LinkState>();
  protected readonly words = computed(() => `${this.what()}: ${WORDS[this.state()]}`);
}
