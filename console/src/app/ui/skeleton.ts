import { Component, computed, input } from '@angular/core';

/** Grey lines where rows will be, while they are read. */
@Component({
  selector: 'sb-skeleton',
  template: `
    @for (row of lines(); track row) {
      <div class="line" [style.width.%]="96 - (row % 4) * 9"></div>
    }
    <span class="visually-hidden">Loading</span>
  `,
  styles: `
    :host {
      display: grid;
      gap: 18px;
      padding: 22px 20px;
    }
    .line {
      height: 14px;
      border-radius: 7px;
      background: color-mix(in srgb, var(--sb-text-muted) 16%, transparent);
      animation: pulse 1.4s ease-in-out infinite;
    }
    @keyframes pulse {
      50% {
        opacity: 0.45;
      }
    }
  `,
  host: { role: 'status' },
})
export class Skeleton {
  readonly rows = input(6);
  protected readonly lines = computed(() => Array.from({ length: this.rows() }, (_, index) => index));
}
