import { Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import type { Program, Run } from '@signalbox/contracts/programs';
import { Count } from '../ui/count';
import { Skeleton } from '../ui/skeleton';
import { StateChip } from '../ui/state-chip';
import { Time } from '../ui/time';
import { runState } from './program-state';
import { ProgramsApi } from './programs.api';

const SHOWN_RUNS = 20;

/** The last runs of a program, to look at one of them. */
@Component({
  selector: 'sb-run-history',
  imports: [Count, Skeleton, StateChip, Time],
  template: `
    <h2>Runs</h2>
    @if (shownRuns(); as runs) {
      <ul>
        @for (run of runs; track run.id) {
          @let state = stateOf(run);
          <li>
            <button
              type="button"
              [class.shown]="run.id === shown()?.id"
              [attr.aria-pressed]="run.id === shown()?.id"
              (click)="choose.emit(run)"
            >
              <span class="id">Run {{ run.id }}</span>
              <sb-state-chip [tone]="state.tone">{{ state.text }}</sb-state-chip>
              <span class="muted when"><sb-time [at]="run.started_at" /></span>
              <span class="muted number what">
                {{ run.delivered | count }} of {{ run.total | count }} delivered, {{ run.failed | count }} failed
              </span>
            </button>
          </li>
        }
      </ul>
    } @else {
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
    button {
      display: grid;
      grid-template-columns: auto 1fr auto;
      align-items: center;
      gap: 3px 10px;
      width: 100%;
      padding: 8px 10px;
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
    button:hover,
    button.shown {
      background: var(--sb-hover);
    }
    .shown .id {
      color: var(--mat-sys-primary);
    }
    .id {
      font-weight: 600;
    }
    .when,
    .what {
      font-size: 12px;
    }
    .what {
      grid-column: 1 / -1;
    }
  `,
})
export class RunHistory {
  private readonly api = inject(ProgramsApi);
  readonly program = input.required<Program>();
  readonly shown = input.required<Run | null>();
  readonly choose = output<Run>();
  private readonly runs = signal<readonly Run[] | null>(null);
  /** The current one as it is now. */
  protected readonly shownRuns = computed(() => {
    const { run: current } = this.program();
    return this.runs()?.map((run) => (run.id === current?.id ? current : run)) ?? null;
  });
  /** A run that began or ended is a reason to read them anew. */
  private readonly moment = computed(() => {
    const { id, run } = this.program();
    return JSON.stringify([id, run?.id, run?.status]);
  });
  protected readonly stateOf = runState;
  /** Numbers the reads, so that a late answer is dropped. */
  private read = 0;

  constructor() {
    effect(() => {
      this.moment();
      untracked(() => void this.load());
    });
  }

  private async load(): Promise<void> {
    const { id } = this.program();
    const read = ++this.read;
    const page = await this.api.runs(id, SHOWN_RUNS).catch(() => null);
    if (page !== null && read === this.read) this.runs.set(page.data);
  }
}
