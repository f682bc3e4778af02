import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Run, RunLogEntry } from '@signalbox/contracts/programs';
import { Skeleton } from '../ui/skeleton';
import { Time, withLocalTimes } from '../ui/time';
import { ProgramsApi } from './programs.api';

const PAGE_SIZE = 50;

/** What was written down of a run, newest first. */
@Component({
  selector: 'sb-run-log',
  imports: [MatButton, Skeleton, Time],
  template: `
    <h2>Log</h2>
    @if (entries(); as entries) {
      <ol>
        @for (entry of entries; track entry.id) {
          <li [class]="entry.level">
            <span class="text">{{ withLocalTimes(entry.text) }}</span>
            <span class="muted at"><sb-time [at]="entry.at" [exact]="true" /></span>
          </li>
        } @empty {
          <li class="muted">Nothing was written down.</li>
        }
      </ol>
      @if (cursor() !== null) {
        <button matButton type="button" (click)="more()">Older entries</button>
      }
    } @else {
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
  protected readonly entries = signal<readonly RunLogEntry[] | null>(null);
  protected readonly cursor = signal<string | null>(null);
  /** What is written down comes with a change of these. */
  private readonly moment = computed(() => {
    const { id, status, reason, total } = this.run();
    return JSON.stringify([id, status, reason, total]);
  });
  private shownRun = 0;
  /** Numbers the reads, so that a late answer is dropped. */
  private reads = 0;
  protected readonly withLocalTimes = withLocalTimes;

  constructor() {
    effect(() => {
      this.moment();
      untracked(() => void this.load());
    });
  }

  protected async more(): Promise<void> {
    const { id, program_id: programId } = this.run();
    const read = this.reads;
    const page = await this.read(programId, id, this.cursor());
    if (page === null || read !== this.reads) return;
    this.entries.update((entries) => [...(entries ?? []), ...page.data]);
    this.cursor.set(page.next_cursor);
  }

  private async load(): Promise<void> {
    const { id, program_id: programId } = this.run();
    if (id !== this.shownRun) this.entries.set(null);
    this.shownRun = id;
    const read = ++this.reads;
    const page = await this.read(programId, id, null);
    if (page === null || read !== this.reads) return;
    this.entries.set(page.data);
    this.cursor.set(page.next_cursor);
  }

  /** Null when it cannot be read; the next change tries again. */
  private read(programId: string, id: number, cursor: string | null) {
    return this.api.log(programId, id, PAGE_SIZE, cursor).catch(() => null);
  }
}
