import { Component, input } from '@angular/core';

/** A page's title with a line under it; its actions are the content. */
@Component({
  selector: 'sb-page-header',
  template: `
    <div class="words">
      <h1 dir="auto">{{ heading() }}</h1>
      @if (lead(); as lead) {
        <p class="muted" dir="auto">{{ lead }}</p>
      }
    </div>
    <div class="actions"><ng-content /></div>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 12px 24px;
      margin-bottom: 20px;
    }
    .words {
      flex: 1 1 240px;
      min-width: 0;
    }
    h1 {
      font-size: 22px;
      font-weight: 650;
      line-height: 1.3;
      letter-spacing: -0.015em;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
    }
    .actions:empty {
      display: none;
    }
  `,
})
export class PageHeader {
  readonly heading = input.required<string>();
  readonly lead = input<string>();
}
