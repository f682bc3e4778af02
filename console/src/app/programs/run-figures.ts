import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Run } from '@signalbox/contracts/programs';
import { Clock } from '../core/clock';
import { Count, Decimals, countText } from '../ui/count';
import { Progress } from '../ui/progress';
import { StateChip } from '../ui/state-chip';
import type { Tone } from '../ui/status';
import { Time, withLocalTimes } from '../ui/time';
import { durationText, isGoing, leftText, runState, sharesOf } from '../ui/programs/program-state';
import { RunMessages, countOf, messagesOf, type Counted } from '../ui/programs/run-messages';

interface Figure {
  label: string;
  count: number;
  /** Its colour in the bar. */
  tone: Tone;
  /** What shows them in the list of messages; rows that were passed over are none. */
  counted?: Counted;
}

/** What a run's rows came to. The first four are always there; the others are seldom any. */
export function figuresOf(run: Run): Figure[] {
  const of = (label: string, counted: Counted, tone: Tone): Figure => {
    return { label, count: countOf(run, counted), tone, counted };
  };
  const all: Figure[] = [
    of('Delivered', 'delivered', 'done'),
    of('Await a report', 'awaited', 'moving'),
    of('Failed', 'failed', 'bad'),
    of('In the queue', 'queued', 'waiting'),
    { label: 'Suppressed', count: run.skipped, tone: 'neutral' },
    of('Cancelled', 'cancelled', 'neutral'),
    of('Uncertain', 'uncertain', 'unsure'),
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
  private readonly messages = inject(RunMessages);
  readonly run = input.required<Run>();
  readonly earlier = input(false);

  protected readonly withLocalTimes = withLocalTimes;
  protected readonly state = computed(() => runState(this.run()));
  protected readonly shares = computed(() => sharesOf(this.run()));
  protected readonly kept = computed(() => this.messages.areKept(this.run()));
  protected readonly figures = computed(() => {
    const [run, isKept] = [this.run(), this.kept()];
    return figuresOf(run).map((figure) => {
      const { counted } = figure;
      return { ...figure, query: counted !== undefined && isKept ? messagesOf(run, counted) : null };
    });
  });
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
