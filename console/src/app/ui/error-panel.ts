import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import type { Failure } from '../core/problem';

/** A failed request in the page, with a way to try again. */
@Component({
  selector: 'sb-error-panel',
  imports: [MatButton, MatIcon],
  template: `
    <mat-icon svgIcon="alert" aria-hidden="true" />
    <div class="words">
      <strong>{{ failure().title }}</strong>
      @if (failure().detail; as detail) {
        <p dir="auto">{{ detail }}</p>
      }
      @for (error of failure().errors; track $index) {
        <p>{{ error.field }}: {{ error.message }}</p>
      }
    </div>
    @if (retryable()) {
      <button matButton type="button" (click)="retry.emit()">Try again</button>
    }
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 14px;
      padding: 12px 16px;
      margin-bottom: 16px;
      border: 1px solid color-mix(in srgb, var(--sb-status-bad) 35%, transparent);
      border-radius: var(--sb-radius);
      background: color-mix(in srgb, var(--sb-status-bad) 7%, var(--sb-surface));
    }
    mat-icon {
      flex: none;
      color: var(--sb-status-bad);
    }
    .words {
      flex: 1;
      min-width: 0;
    }
    p {
      color: var(--sb-text-muted);
      font-size: 13px;
    }
  `,
  host: { role: 'alert' },
})
export class ErrorPanel {
  readonly failure = input.required<Failure>();
  readonly retryable = input(true);
  readonly retry = output();
}
