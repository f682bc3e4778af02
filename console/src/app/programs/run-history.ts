import { Component, computed, effect, inject, input, output, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Program, Run } from '@signalbox/contracts/programs';
import { PagedList } from '../core/paged-list';
import { Count } from '../ui/count';
import { ErrorPanel } from '../ui/error-panel';
import { Skeleton } from '../ui/skeleton';
import { StateChip } from '../ui/state-chip';
import { Time } from '../ui/time';
import { runState } from '../ui/programs/program-state';
import { RunCount } from '../ui/programs/run-messages';
import { ProgramsApi } from '../core/programs.api';

/** The last runs of a program, to look at one of them. */
@Component({
  selector: 'sb-run-history',
  imports: [Count, ErrorPanel, MatButton, RunCount, Skeleton, StateChip, Time],
  template: `
    <h2>Runs</h2>
    @if (list.failure(); as failure) {
      <sb-error-panel [failure]="failure" (retry)="list.refresh()" />
    }
    @if (shownRuns(); as runs) {
      <ul>
        @for (run of runs; track run.id) {
          @let state = stateOf(run);
          <li [class.shown]="run.id === shown()?.id">
            <button type="button" [attr.aria-pressed]="run.id === shown()?.id" (click)="choose.emit(run)">
              <span class="id">Run {{ run.id }}</span>
              <sb-state-chip [tone]="state.tone">{{ state.text }}</sb-state-chip>
              <span class="muted when"><sb-time [at]="run.started_at" /></span>
            </button>
            <p class="muted number">
              <sb-run-count [run]="run" of="delivered" /> of {{ run.total | count }} delivered,
              <sb-run-count [run]="run" of="failed" word="failed" />
            </p>
          </li>
        }
      </ul>
      @if (list.more()) {
        <div class="more"><button matButton type="button" (click)="list.readOn()">Older runs</button></div>
      }
    } @else if (list.failure() === null) {
      <sb-skeleton [rows]="2" />
    }
  `,
  styles: `
    :host {
      display: block;
    }
    h2 {
      margin-bottom: 10px;
    }
    ul {
      display: grid;
      gap: 4px;
      padding: 0;
      margin: 0 -10px -6px;
      list-style: none;
    }
    li button {
      display: grid;
      grid-template-columns: auto 1fr auto;
      align-items: center;
      gap: 3px 10px;
      width: 100%;
      padding: 8px 10px 3px;
      border: 0;
      border-radius: 8px;
      background: transparent;
      color: inherit;
      font: inherit;
      font-size: 13px;
      text-align: left;
      cursor: pointer;
    }
    sb-state-chip {
      justify-self: start;
    }
    li {
      border-radius: 8px;
    }
    li:hover,
    li.shown {
      background: var(--sb-hover);
    }
    .shown .id {
      color: var(--mat-sys-primary);
    }
    .id {
      font-weight: 600;
    }
    .more {
      padding-top: 10px;
    }
    .when,
    p {
      font-size: 12px;
    }
    p {
      padding: 0 10px 8px;
    }
  `,
})
export class RunHistory {
  private readonly api = inject(ProgramsApi);
  readonly program = input.required<Program>();
  readonly shown = input.required<Run | null>();
  readonly choose = output<Run>();
  protected readonly list = new PagedList<Run>({
    read: ({ limit, cursor }) => this.api.runs(this.program().id, { limit, cursor }),
    key: ({ id }) => id,
    size: 20,
  });
  /** The current one as it is now. */
  protected readonly shownRuns = computed(() => {
    const { run: current } = this.program();
    return this.list.rows()?.map((run) => (run.id === current?.id ? current : run)) ?? null;
  });
  /** A run that began or ended is a reason to read them anew. */
  private readonly moment = computed(() => {
    const { id, run } = this.program();
    return JSON.stringify([id, run?.id, run?.status]);
  });
  private shownProgram = '';
  protected readonly stateOf = runState;

  constructor() {
    effect(() => {
      this.moment();
      const { id } = untracked(this.program);
      untracked(() => void (id === this.shownProgram ? this.list.refresh() : this.list.restart()));
      this.shownProgram = id;
    });
  }
}
