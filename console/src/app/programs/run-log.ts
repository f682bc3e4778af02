import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Run, RunLogEntry } from '@signalbox/contracts/programs';
import { PagedList } from '../core/paged-list';
import { ErrorPanel } from '../ui/error-panel';
import { Skeleton } from '../ui/skeleton';
import { Time, withLocalTimes } from '../ui/time';
import { ProgramsApi } from '../core/programs.api';

/** What was written down of a run, newest first. */
@Component({
  selector: 'sb-run-log',
  imports: [ErrorPanel, MatButton, Skeleton, Time],
  template: `
    <h2>Log</h2>
    @if (list.failure(); as failure) {
      <sb-error-panel [failure]="failure" (retry)="list.refresh()" />
    }
    @if (list.rows(); as entries) {
      <ol>
        @for (entry of entries; track entry.id) {
          <li [class]="entry.level">
            <span class="text" dir="auto">{{ withLocalTimes(entry.text) }}</span>
            <span class="muted at"><sb-time [at]="entry.at" [exact]="true" /></span>
          </li>
        } @empty {
          <li class="muted">Nothing was written down.</li>
        }
      </ol>
      @if (list.more()) {
        <button matButton type="button" (click)="list.readOn()">Older entries</button>
      }
    } @else if (list.failure() === null) {
      <sb-skeleton [rows]="3" />
    }
  `,
  styles: `
    :host {
      display: block;
    }
    h2 {
      margin-bottom: 8px;
    }
    ol {
      padding: 0;
      margin: 0;
      list-style: none;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 2px 20px;
      padding: 8px 0 8px 18px;
      position: relative;
      font-size: 13px;
      border-top: 1px solid var(--sb-border);
    }
    li:first-child {
      border-top: 0;
    }
    li::before {
      content: '';
      position: absolute;
      left: 2px;
      top: 14px;
      width: 7px;
      height: 7px;
      border-radius: 50%;
      background: var(--sb-border-strong);
    }
    .warning::before {
      background: var(--sb-status-unsure);
    }
    .error::before {
      background: var(--sb-status-bad);
    }
    .text {
      min-width: 0;
      overflow-wrap: anywhere;
    }
    .text::first-letter {
      text-transform: uppercase;
    }
    .at {
      font-size: 12px;
    }
  `,
})
export class RunLog {
  private readonly api = inject(ProgramsApi);
  readonly run = input.required<Run>();
  protected readonly list = new PagedList<RunLogEntry>({
    read: ({ limit, cursor }) => this.api.log(this.run().program_id, this.run().id, { limit, cursor }),
    key: ({ id }) => id,
  });
  /** What is written down comes with a change of these. */
  private readonly moment = computed(() => {
    const { id, status, reason, total } = this.run();
    return JSON.stringify([id, status, reason, total]);
  });
  private shownRun = 0;
  protected readonly withLocalTimes = withLocalTimes;

  constructor() {
    effect(() => {
      this.moment();
      const { id } = untracked(this.run);
      untracked(() => void (id === this.shownRun ? this.list.refresh() : this.list.restart()));
      this.shownRun = id;
    });
  }
}
