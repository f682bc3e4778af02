import { Component, inject } from '@angular/core';
import { Releases } from '../core/releases';

/** A line over everything, which needs nothing but itself: for when nothing more can be fetched. */
@Component({
  selector: 'sb-notice',
  template: `
    @if (releases.notice(); as notice) {
      <div class="notice" role="alert">
        <span>{{ notice.text }}</span>
        @if (notice.action; as action) {
          <button type="button" (click)="action.run()">{{ action.label }}</button>
        }
        <button type="button" (click)="releases.close()">Close</button>
      </div>
    }
  `,
  styles: `
    .notice {
      position: fixed;
      inset: auto 0 20px;
      z-index: 1100;
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 14px;
      width: fit-content;
      max-width: calc(100vw - 32px);
      padding: 12px 18px;
      margin: 0 auto;
      border-radius: 10px;
      background: #0a2f35;
      color: #fff;
      box-shadow: 0 6px 24px rgb(0 0 0 / 30%);
    }
    button {
      padding: 4px 2px;
      border: 0;
      background: none;
      color: #86d3dc;
      font: inherit;
      font-weight: 600;
      cursor: pointer;
    }
    button:focus-visible {
      outline-color: #86d3dc;
    }
  `,
})
export class NoticeLine {
  protected readonly releases = inject(Releases);
}
