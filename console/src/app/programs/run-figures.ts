import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Run } from '@signalbox/contracts/programs';
import { KeptMessages } from '../core/kept-messages';
import { Clock } from '../core/clock';
import { Count, Decimals, countText } from '../ui/count';
import { Progress } from '../ui/progress';
import { StateChip } from '../ui/state-chip';
import type { Tone } from '../ui/status';
import { Time, withLocalTimes } from '../ui/time';
import { durationText, isGoing, leftText, runState, sharesOf } from '../ui/programs/program-state';

interface Figure {
  label: string;
  count: number;
  /** Its colour in the bar. */
  tone: Tone;
  /** What shows them in the list of messages; rows that were passed over are none. */
  status?: string;
}

/** What a run's rows came to. The first four are always there; the others are seldom any. */
export function figuresOf(run: Run): Figure[] {
  const all: Figure[] = [
    { label: 'Delivered', count: run.delivered, tone: 'done', status: 'delivered' },
    { label: 'Await a report', count: run.by_status.sent, tone: 'moving', status: 'sent' },
    { label: 'Failed', count: run.failed, tone: 'bad', status: 'failures' },
    { label: 'In the queue', count: run.queued, tone: 'waiting', status: 'unsent' },
    { label: 'Suppressed', count: run.skipped, tone: 'neutral' },
    { label: 'Cancelled', count: run.cancelled, tone: 'neutral', status: 'cancelled' },
    { label: 'Uncertain', count: run.uncertain, tone: 'unsure', status: 'uncertain' },
  ];
  return all.filter(({ count }, index) => index < 4 || count > 0);
}

/** How far a run is, and what its rows came to. */
@Component({
  selector: 'sb-run-figures',
  imports: [Count, Decimals, Progress, RouterLink, StateChip, Time],
  templateUrl: './run-figures.html',
  styleUrl: './run-figures.scss',
})
export class RunFigures {
  private readonly clock = inject(Clock);
  private readonly messages = inject(KeptMessages);
  readonly run = input.required<Run>();
  readonly earlier = input(false);

  protected readonly withLocalTimes = withLocalTimes;
  protected readonly state = computed(() => runState(this.run()));
  protected readonly shares = computed(() => sharesOf(this.run()));
  protected readonly figures = computed(() => figuresOf(this.run()));
  /** Whether the lists still have all that the figures count; a run that goes on keeps its messages. */
  protected readonly kept = computed(() => isGoing(this.run()) || this.messages.haveAllSince(this.run().started_at));
  /** How fast it goes, and how long it still takes or took. */
  protected readonly pace = computed(() => {
    const run = this.run();
    const began = Date.parse(run.started_at);
    if (!isGoing(run)) {
      const end = Date.parse(run.ended_at ?? run.updated_at);
      return `took ${durationText(end - began)}`;
    }
    const rate = run.messages_per_minute ? `${countText(run.messages_per_minute)} a minute` : null;
    return [rate, leftText(run, this.clock.now())].filter(Boolean).join(' · ');
  });
}
