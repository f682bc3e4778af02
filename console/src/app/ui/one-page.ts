import { Component, input } from '@angular/core';
import type { Failure } from '../core/problem';
import type { RoomPath } from '../core/rooms';
import { BackLink } from './back-link';
import { ErrorPanel } from './error-panel';
import { PageHeader } from './page-header';
import { PageTabs, type PageTab } from './page-tabs';
import { Skeleton } from './skeleton';

/** What the page of one thing shows, as `One` reads it. */
export interface OneSource {
  value(): unknown;
  failure(): Failure | null;
  refresh(): Promise<void>;
}

/**
 * The frame of a page of one thing: the way back to its room, its name with what can be done with it (`sbActions`), its
 * tabs, and what stands there before it is read or when it cannot be. The part that is shown is its content.
 */
@Component({
  selector: 'sb-one-page',
  imports: [BackLink, ErrorPanel, PageHeader, PageTabs, Skeleton],
  template: `
    <sb-back-link [room]="room()" />
    <sb-page-header [heading]="heading()" [lead]="lead()"><ng-content select="[sbActions]" /></sb-page-header>
    @if (source().failure(); as failure) {
      <sb-error-panel [failure]="failure" (retry)="source().refresh()" />
    }
    @if (source().value() !== null) {
      @if (tabs().length > 1) {
        <sb-page-tabs [tabs]="tabs()" [shown]="shown()" />
      }
    } @else if (source().failure() === null) {
      <section class="card waits"><sb-skeleton /></section>
    }
    <div class="parts"><ng-content /></div>
  `,
  styles: `
    .parts {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--sb-gap);
    }
    .waits {
      padding: 20px;
    }
  `,
})
export class OnePage {
  readonly room = input.required<RoomPath>();
  readonly heading = input.required<string>();
  readonly lead = input<string>();
  readonly source = input.required<OneSource>();
  readonly tabs = input<readonly PageTab[]>([]);
  /** The id of the tab that is shown. */
  readonly shown = input('');
}
