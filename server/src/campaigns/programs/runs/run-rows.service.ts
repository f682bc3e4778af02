import { Injectable } from '@nestjs/common';
import { smartText } from '@signalbox/codec/smart-encoding';
import { MAX_TEXT_LENGTH } from '@signalbox/contracts/rules';
import { NotFound } from '../../../platform/common/errors.js';
import { Config } from '../../../platform/config/config.js';
import { NumberListsService } from '../../number-lists/number-lists.service.js';
import type { ListRow } from '../../number-lists/number-list.js';
import { PairsService } from '../../../messaging/pairs/pairs.service.js';
import type { RunRow } from '../../../messaging/sms/run-message.js';
import { SuppressionService } from '../../../messaging/suppression/suppression.service.js';
import { TEXT_OF_ROWS } from '../program-text.js';
import type { ProgramDetails } from '../program.js';
import { recipientZone } from '../recipient-zone.js';
import { nextOpening } from '../sending-window.js';
import { fillerOf, missingColumns } from '@signalbox/contracts/template';
import type { ActiveRun, OpenList } from './active-run.js';
import { laneOfPriority } from './lane.js';
import { rowId } from './row-id.js';
import { RunFailure, StoreSilent } from './run-failure.js';

/** What some rows of a list become. */
export interface Batch {
  rows: RunRow[];
  /** The first row that is not in it. */
  to: number;
  /** Rows whose numbers are suppressed. */
  skipped: number;
}

/** Reads the rows of runs' lists, and makes of each what is to be sent. */
@Injectable()
export class RunRowsService {
  constructor(
    private readonly lists: NumberListsService,
    private readonly suppressions: SuppressionService,
    private readonly pairs: PairsService,
    private readonly config: Config,
  ) {}

  /**
   * Opens the run's list. Answers null while it is being imported.
   * @throws RunFailure when it will never be there, or does not have a column that is needed; StoreSilent
   */
  async open(active: ActiveRun): Promise<OpenList | null> {
    if (active.open) return active.open;
    const { listId, details } = active.run.settings;
    const list = await this.ask(() => this.lists.require(listId));
    if (list.status === 'importing') return null;
    if (list.status === 'failed') throw new RunFailure(`its list could not be imported: ${list.details.reason ?? ''}`);
    const { columns } = list.details;
    const missing = missingColumns(details.template, columns);
    if (details.template === TEXT_OF_ROWS && missing.length > 0) {
      throw new RunFailure('it has no text: neither has its list a column message, text or sms');
    }
    if (missing.length > 0) throw new RunFailure(`its list has no column ${missing.join(', ')}`);
    return (active.open = { list, fill: fillerOf(details.template, columns, MAX_TEXT_LENGTH) });
  }

  /**
   * The next rows of a run: `count` at most, and at most so many messages that can be sent.
   * @throws RunFailure, StoreSilent
   */
  async read(active: ActiveRun, { list, fill }: OpenList, count: number, messages: number): Promise<Batch> {
    const { run } = active;
    const rows = await this.ask(() => this.lists.rows(list, run.cursor, count));
    if (rows.length === 0) throw new RunFailure(`row ${run.cursor + 1} of its list is not there`);
    const now = Date.now();
    const openings = new Map<string, number>();
    const batch: Batch = { rows: [], to: run.cursor, skipped: 0 };
    let sendable = 0;
    for (const row of rows) {
      if (sendable >= messages) break;
      const number = batch.to++;
      if (this.suppressions.isSuppressed(row.number)) {
        batch.skipped += 1;
        continue;
      }
      const made = this.rowOf(active, row, number, fill(row.values), this.sendAt(active, row, now, openings));
      batch.rows.push(made);
      if (made.problem === null) sendable += 1;
    }
    if (batch.rows.length > 0) active.pairIds = [...new Set(batch.rows.map(({ pairId }) => pairId))];
    return batch;
  }

  private rowOf(
    { run }: ActiveRun,
    row: ListRow,
    number: number,
    filled: ReturnType<OpenList['fill']>,
    sendAt: number | null,
  ): RunRow {
    const { pairId, details } = run.settings;
    const pair = pairId === null ? this.pairs.matchPrefix(row.number) : this.pairs.find(pairId);
    const problem = 'problem' in filled ? filled.problem : null;
    return {
      id: rowId(run.startedAt, run.id, number),
      to: row.number,
      pairId: pairId ?? pair?.id ?? null,
      isHighPriority: pair?.isHighPriority ?? false,
      lane: laneOfPriority(details.priority),
      // What it would have been filled into is what tells people most.
      text: 'text' in filled ? this.written(filled.text, details) : details.template,
      problem,
      sendAt: problem === null ? sendAt : null,
    };
  }

  private written(text: string, { smartEncoding }: ProgramDetails): string {
    return (smartEncoding ?? this.config.env.SMART_ENCODING) ? smartText(text) : text;
  }

  /** When a row's message may leave, where that is by its recipient's clock; null is at once. */
  private sendAt({ run }: ActiveRun, row: ListRow, now: number, openings: Map<string, number>): number | null {
    const { window } = run.settings.details;
    if (window?.timeZone !== 'recipient') return null;
    const zone = recipientZone(row.number);
    let opening = openings.get(zone);
    if (opening === undefined) openings.set(zone, (opening = nextOpening(window, zone, now)));
    return opening > now ? opening : null;
  }

  private async ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof NotFound) throw new RunFailure('its list was deleted');
      throw new StoreSilent(error);
    }
  }
}
