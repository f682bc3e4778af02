import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { Page } from '@signalbox/contracts/common';
import type {
  NewSuppression,
  SuppressionQuery,
  Suppression as SuppressionView,
} from '@signalbox/contracts/suppression';
import { isoTime } from '../../platform/common/clock.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { Conflict, NotFound } from '../../platform/common/errors.js';
import { requireE164 } from '../../platform/common/phone-number.js';
import type { Principal } from '../../platform/common/principal.js';
import { Config } from '../../platform/config/config.js';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { digitsOf } from '../../platform/common/number-set.js';
import { CSV_HEADER, suppressionLine } from './suppression-csv.js';
import type { Suppression } from './suppression.js';
import { SuppressionEvents } from './suppression.events.js';
import { SuppressionRepository } from './suppression.repository.js';
import { SuppressionService } from './suppression.service.js';

const EXPORT_PAGE = 1000;

/** The suppression list as operators keep it. */
@Injectable()
export class SuppressionListService {
  constructor(
    private readonly repository: SuppressionRepository,
    private readonly suppressions: SuppressionService,
    private readonly config: Config,
    private readonly log: SystemLogService,
    private readonly events: SuppressionEvents,
  ) {}

  async list({ limit, cursor, number }: SuppressionQuery): Promise<Page<SuppressionView>> {
    const after = decodeCursor(cursor);
    if (number !== undefined) {
      const found = await this.repository.find(this.normalised(number));
      return { data: found ? [toView(found)] : [], next_cursor: null };
    }
    const rows = await this.repository.list(limit + 1, after === undefined ? undefined : `+${after}`);
    return toPage(rows, limit, (row) => digitsOf(row.number), toView);
  }

  /** @throws Conflict when the number is on the list */
  async add(principal: Principal, request: NewSuppression): Promise<SuppressionView> {
    const number = this.normalised(request.number);
    const entry: Suppression = { number, source: 'manual', note: request.note ?? null, createdAt: Date.now() };
    const [added] = await this.suppressions.apply([{ add: entry }]);
    if (!added) {
      throw new Conflict('The number is on the list already.', [
        { field: 'number', message: 'expected a number that is not on the list' },
      ]);
    }
    this.events.added.next([number]);
    this.record('suppression_added', number, principal);
    return toView(entry);
  }

  /** @throws NotFound */
  async remove(principal: Principal, input: string): Promise<void> {
    const number = this.normalised(input);
    const [removed] = await this.suppressions.apply([{ remove: number }]);
    if (!removed) throw new NotFound('suppression of', number);
    this.record('suppression_removed', number, principal);
  }

  /** The list as CSV, read as it is sent; it can be imported again. */
  export(): StreamableFile {
    return new StreamableFile(Readable.from(this.csv()), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="suppressions.csv"',
    });
  }

  private async *csv(): AsyncGenerator<string> {
    yield CSV_HEADER;
    let page: Suppression[] = [];
    do {
      page = await this.repository.list(EXPORT_PAGE, page.at(-1)?.number);
      yield page.map(suppressionLine).join('');
    } while (page.length === EXPORT_PAGE);
  }

  private normalised(number: string): string {
    return requireE164('number', number, this.config.env.DEFAULT_COUNTRY);
  }

  private record(action: string, details: string, { userId }: Principal): void {
    this.log.record({ action, details, status: 'ok', userId });
  }
}

const toView = ({ number, source, note, createdAt }: Suppression): SuppressionView => ({
  number,
  source,
  note,
  created_at: isoTime(createdAt),
});
