import { Injectable } from '@nestjs/common';
import type { Run as RunView } from '@signalbox/contracts/programs';
import { RunMessagesService } from '../../../messaging/sms/run-messages.service.js';
import { ActiveRun } from './active-run.js';
import { RunFailure, StoreSilent } from './run-failure.js';
import { RunRoutesService } from './run-routes.service.js';
import { RunRowsService } from './run-rows.service.js';
import { rowsWait, windowWait } from './run-waits.js';
import type { Run } from './run.js';
import { RunRepository } from './run.repository.js';

/** So many of a run's next rows tell what it waits for; of the last ones, where all are in the queue. */
const ROWS = 100;

/** Tells whoever starts a run what its messages wait for, before the run itself comes upon it. */
@Injectable()
export class RunWaitsService {
  constructor(
    private readonly repository: RunRepository,
    private readonly rows: RunRowsService,
    private readonly ways: RunRoutesService,
    private readonly messages: RunMessagesService,
  ) {}

  /** A run with what its messages wait for as its reason, where it has none of its own yet. */
  readonly told = async (run: RunView): Promise<RunView> => ({
    ...run,
    reason: run.reason ?? (await this.reasonOf(run)),
  });

  /** Why a run's next messages will not leave now, in words; null when they can, or it does not run. */
  async reasonOf({ id }: Pick<RunView, 'id'>): Promise<string | null> {
    const run = await this.repository.find(id);
    if (run?.status !== 'running') return null;
    try {
      return await this.find(run);
    } catch (error) {
      // What it fails of is told by its end.
      if (error instanceof RunFailure) return null;
      if (error instanceof StoreSilent) return error.message;
      throw error;
    }
  }

  private async find(run: Run): Promise<string | null> {
    const open = await this.rows.open(new ActiveRun(run));
    if (!open) return 'its list is being imported';
    const { rows: total } = open.list.details;
    if (total === 0) return null;
    const closed = windowWait(run.settings.details.window, Date.now());
    if (closed !== null) return closed;
    const route = this.ways.routeOf(run);
    const asked = new ActiveRun({ ...run, cursor: Math.min(run.cursor, Math.max(0, total - ROWS)) });
    const { rows } = await this.rows.read(asked, open, ROWS, ROWS);
    return rowsWait(rows, (pairId) => this.messages.closedReason(route, pairId));
  }
}
