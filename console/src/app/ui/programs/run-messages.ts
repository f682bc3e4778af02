import { Component, Injectable, computed, inject, input } from '@angular/core';
import { RouterLink, type Params } from '@angular/router';
import type { Run } from '@signalbox/contracts/programs';
import { KeptMessages } from '../../core/kept-messages';
import { Count } from '../count';
import { isGoing } from './program-state';

/** What of a run's messages is counted, and the status by which the outbox shows just these. */
export const COUNTED = {
  delivered: 'delivered',
  awaited: 'sent',
  failed: 'failures',
  queued: 'unsent',
  cancelled: 'cancelled',
  uncertain: 'uncertain',
} as const;
export type Counted = keyof typeof COUNTED;

export const countOf = (run: Run, counted: Counted): number =>
  counted === 'awaited' ? run.by_status.sent : run[counted];

/** What shows the messages of a figure in the outbox. */
export const messagesOf = (run: Run, counted: Counted): Params => ({ run: run.id, status: COUNTED[counted] });

/** Whether figures of runs can lead to what they count. */
@Injectable({ providedIn: 'root' })
export class RunMessages {
  private readonly messages = inject(KeptMessages);

  /** Whether the lists still have all that the figures count; a run that goes on keeps its messages. */
  areKept(run: Run): boolean {
    return isGoing(run) || this.messages.haveAllSince(run.started_at);
  }
}

/** One figure of a run, which leads to what it counts where there is any; a dash where there was no run. */
@Component({
  selector: 'sb-run-count',
  imports: [Count, RouterLink],
  template: `
    @if (query(); as query) {
      <a routerLink="/outbox" [queryParams]="query">{{ count() | count }}{{ words() }}</a>
    } @else {
      {{ count() | count }}{{ words() }}
    }
  `,
  styles: `
    :host(.bad) {
      color: var(--sb-status-bad);
    }
    a {
      color: inherit;
      text-decoration: underline;
      text-decoration-color: color-mix(in srgb, currentcolor 35%, transparent);
      text-underline-offset: 3px;
    }
  `,
  host: { '[class.bad]': "of() === 'failed' && (count() ?? 0) > 0" },
})
export class RunCount {
  private readonly messages = inject(RunMessages);
  readonly run = input.required<Run | null>();
  readonly of = input.required<Counted>();
  /** Stands behind the figure. */
  readonly word = input('');
  protected readonly words = computed(() => (this.word() === '' ? '' : ` ${this.word()}`));
  protected readonly count = computed(() => {
    const run = this.run();
    return run === null ? null : countOf(run, this.of());
  });
  protected readonly query = computed(() => {
    const run = this.run();
    const leads = run !== null && countOf(run, this.of()) > 0 && this.messages.areKept(run);
    return leads ? messagesOf(run, this.of()) : null;
  });
}
