import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Run as RunView } from '@signalbox/contracts/programs';
import { isGoing } from '@signalbox/contracts/run-statuses';
import { ProgramsEvents } from '../programs.events.js';
import { RunGaugeService } from './run-gauge.service.js';
import { toRunView } from './run-view.js';
import type { Run, RunTally } from './run.js';
import { RunRepository } from './run.repository.js';

const TELL_EVERY_MS = 1_000;
/** Reports come for a while after a run's end, and are shown. */
const AFTER_END_MS = 10 * 60_000;
const NOTHING: RunTally = new Map();

/** Shows how far runs are: when asked, and live. */
@Injectable()
export class ProgramProgressService implements OnModuleDestroy {
  private readonly logger = new Logger(ProgramProgressService.name);
  /** By program, the run that is shown live, and what was shown of it last. */
  private readonly watched = new Map<string, { runId: number; shown: string }>();
  private toldAt = 0;
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    private readonly repository: RunRepository,
    private readonly gauge: RunGaugeService,
    private readonly events: ProgramsEvents,
  ) {}

  onModuleDestroy(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  /** From now on the run is its program's that is shown live, until some time after its end. */
  watch({ programId, id }: Run): void {
    this.watched.set(programId, { runId: id, shown: '' });
    this.timer ??= setTimeout(() => void this.tick(), Math.max(0, this.toldAt + TELL_EVERY_MS - Date.now()));
  }

  /** Runs as they are shown, in the same order. */
  async views(runs: readonly Run[]): Promise<RunView[]> {
    const tallies = await this.repository.tallies(runs.map(({ id }) => id));
    const now = Date.now();
    return runs.map((run) => toRunView(run, tallies.get(run.id) ?? NOTHING, this.gauge.perSecond(run.id), now));
  }

  private async tick(): Promise<void> {
    this.toldAt = Date.now();
    try {
      for (const programId of [...this.watched.keys()]) await this.tell(programId);
    } catch (error) {
      this.logger.error({ error }, 'the progress of the runs could not be read; it is tried again');
    }
    const goesOn = this.watched.size > 0 && !this.stopped;
    this.timer = goesOn ? setTimeout(() => void this.tick(), TELL_EVERY_MS) : null;
  }

  private async tell(programId: string): Promise<void> {
    const watched = this.watched.get(programId);
    const run = watched && (await this.repository.find(watched.runId));
    if (!run) {
      this.watched.delete(programId);
      return;
    }
    const [view] = await this.views([run]);
    if (!view || watched !== this.watched.get(programId)) return;
    const shown = JSON.stringify(view);
    if (shown !== watched.shown) {
      watched.shown = shown;
      this.events.progress.next({ program_id: run.programId, name: run.settings.name, run: view });
    }
    const isOver = !isGoing(run) && view.queued === 0 && view.by_status.sent === 0;
    if (isOver || (run.endedAt !== null && Date.now() - run.endedAt > AFTER_END_MS)) this.watched.delete(programId);
  }
}
