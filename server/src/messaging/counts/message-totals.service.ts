import { Injectable } from '@nestjs/common';
import { type Totals, addTotals, noTotals } from './totals.js';
import {
  type GroupTotals,
  type SeriesQuery,
  type SpanTotals,
  type TotalsFilter,
  TotalsRepository,
  type TotalsQuery,
} from './totals.repository.js';

const HOUR = 60;
/** Later than everything: a whole number of days. */
const END = 1440 * 10_000_000;

/** What messages reached, by time, channel, pair and program: all that is committed, and nothing else. */
@Injectable()
export class MessageTotalsService {
  constructor(private readonly repository: TotalsRepository) {}

  /** By minutes, hours or days; those without messages are left out. */
  series(query: SeriesQuery): Promise<SpanTotals[]> {
    return this.repository.series(query);
  }

  /** Over a range of whole hours. */
  totals(query: TotalsQuery): Promise<GroupTotals[]> {
    return this.repository.totals(query);
  }

  /** From a minute of the last days until now (whole minutes since 1970, UTC). */
  async since(minute: number, now: number): Promise<Totals> {
    const hour = Math.ceil(minute / HOUR) * HOUR;
    const [minutes, hours] = await Promise.all([
      this.repository.series({ span: 1, from: minute, to: hour }),
      this.repository.totals({ from: hour, to: Math.max(hour, Math.ceil(now / HOUR + 1) * HOUR) }),
    ]);
    const sum = noTotals();
    for (const totals of [...minutes, ...hours]) addTotals(sum, totals);
    return sum;
  }

  /** Since the beginning. */
  async ever(filter: TotalsFilter = {}): Promise<Totals> {
    const [all] = await this.repository.totals({ from: 0, to: END, filter });
    if (!all) return noTotals();
    const { id: _, ...totals } = all;
    return totals;
  }
}
