import { Component, afterRenderEffect, computed, input, viewChild, type ElementRef, type Signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { UrlFilters } from '../core/url-filters';

export interface PageTab {
  id: string;
  label: string;
}

/** The tab that an address asks for; the first where it asks for none, or for one that is not there. */
export function tabOf(tabs: readonly PageTab[]): Signal<string> {
  const url = new UrlFilters(['tab']);
  return computed(() => (tabs.find(({ id }) => id === url.values().tab) ?? tabs[0])?.id ?? '');
}

/** The parts of a page of something that has a life. Each has an address, so that it can be shared and Back finds it. */
@Component({
  selector: 'sb-page-tabs',
  imports: [RouterLink],
  template: `
    <nav #bar aria-label="Parts of the page">
      @for (tab of tabs(); track tab.id; let first = $first) {
        <a
          [routerLink]="[]"
          [queryParams]="{ tab: first ? null : tab.id }"
          queryParamsHandling="merge"
          [class.shown]="tab.id === shown()"
          [attr.aria-current]="tab.id === shown() ? 'page' : null"
          >{{ tab.label }}</a
        >
      }
    </nav>
  `,
  styles: `
    nav {
      display: flex;
      gap: 4px;
      margin-bottom: var(--sb-gap);
      overflow-x: auto;
      border-bottom: 1px solid var(--sb-border);
    }
    a {
      padding: 8px 14px 9px;
      border-bottom: 2px solid transparent;
      color: var(--sb-text-muted);
      font-weight: 550;
      white-space: nowrap;
      text-decoration: none;
    }
    a:hover {
      color: var(--sb-text);
    }
    a:focus-visible {
      outline-offset: -2px;
    }
    .shown {
      border-color: var(--mat-sys-primary);
      color: var(--mat-sys-primary);
    }
  `,
})
export class PageTabs {
  readonly tabs = input.required<readonly PageTab[]>();
  readonly shown = input.required<string>();
  private readonly bar = viewChild.required<ElementRef<HTMLElement>>('bar');

  constructor() {
    // On a phone there may be more of them than fit: the one that is shown is seen.
    afterRenderEffect(() => {
      const [id, { nativeElement: bar }] = [this.shown(), this.bar()];
      const tab = bar.children[this.tabs().findIndex((one) => one.id === id)] as HTMLElement | undefined;
      if (tab) bar.scrollLeft = tab.offsetLeft - bar.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
    });
  }
}
