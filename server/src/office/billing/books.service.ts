import { Injectable } from '@nestjs/common';
import type { Page, PageQuery } from '@signalbox/contracts/common';
import type { StatementLine } from '@signalbox/contracts/office/invoices';
import { CalendarService } from '../../platform/calendar/calendar.service.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { Invalid } from '../../platform/common/errors.js';
import { dayAfter } from '../../platform/common/zoned-time.js';
import { MoneyService } from '../../platform/money/money.service.js';
import { toStatementLine } from './invoice-view.js';
import { LedgerRepository } from './ledger.repository.js';

const USUAL_DAYS = 30;
const MOST_DAYS = 366;

/** What the books say, for people. */
@Injectable()
export class BooksService {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly money: MoneyService,
    private readonly calendar: CalendarService,
  ) {}

  async statement(customerId: number, { limit, cursor }: PageQuery): Promise<Page<StatementLine>> {
    const entries = await this.ledger.statement(customerId, { limit: limit + 1, before: decodeCursor(cursor) });
    return toPage(
      entries,
      limit,
      ({ id }) => id,
      (entry) => toStatementLine(entry, this.money),
    );
  }

  /** Money that came less refunds, a row a day that has any. The last 30 days unless said. @throws Invalid naming the day */
  async revenue(from?: string, to = this.calendar.today()): Promise<{ date: string; total: number }[]> {
    const first = from ?? dayAfter(to, 1 - USUAL_DAYS);
    if (first > to) throw Invalid.field('from', 'expected a day that is not after the last one');
    if (dayAfter(first, MOST_DAYS) <= to) throw Invalid.field('from', `expected at most ${MOST_DAYS} days`);
    const days = await this.ledger.takings(first, to);
    return days.map(({ day, amount }) => ({ date: day, total: this.money.numberOf(amount) }));
  }

  async taken(): Promise<number> {
    return this.money.numberOf(await this.ledger.takenInAll());
  }
}
