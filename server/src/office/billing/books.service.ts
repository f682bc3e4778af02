import { Injectable } from '@nestjs/common';
import type { Page } from '@signalbox/contracts/common';
import type { OfficeSummary, Revenue } from '@signalbox/contracts/office/figures';
import type { StatementLine, StatementQuery } from '@signalbox/contracts/office/invoices';
import { CalendarService } from '../../platform/calendar/calendar.service.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { Invalid } from '../../platform/common/errors.js';
import { dayAfter } from '../../platform/common/zoned-time.js';
import { MoneyService } from '../../platform/money/money.service.js';
import type { AccountPeriod } from './ledger.js';
import { toStatementLine } from './invoice-view.js';
import { LedgerRepository } from './ledger.repository.js';

const USUAL_DAYS = 30;
const MOST_DAYS = 366;
/** What one document may show. */
const MOST_ENTRIES = 2000;

/** What the books say, for people. */
@Injectable()
export class BooksService {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly money: MoneyService,
    private readonly calendar: CalendarService,
  ) {}

  async statement(customerId: number, { limit, cursor, ...days }: StatementQuery): Promise<Page<StatementLine>> {
    const entries = await this.ledger.statement(customerId, days, { limit: limit + 1, before: decodeCursor(cursor) });
    return toPage(
      entries,
      limit,
      ({ id }) => id,
      (entry) => toStatementLine(entry, this.money),
    );
  }

  /** From the first of the month that the last day is in, unless said. */
  period({ from, to = this.calendar.today() }: { from?: string; to?: string }): [from: string, to: string] {
    return [from ?? `${to.slice(0, 7)}-01`, to];
  }

  /** @throws Invalid naming the day that is wrong, or when there is more than one document can show */
  async account(customerId: number, from: string, to: string): Promise<AccountPeriod> {
    if (from > to) throw Invalid.field('from', 'expected a day that is not after the last one');
    const entries = await this.ledger.entriesBetween(customerId, from, to, MOST_ENTRIES + 1);
    if (entries.length > MOST_ENTRIES)
      throw Invalid.field('from', `expected a time with at most ${MOST_ENTRIES} entries`);
    const opening = await this.ledger.balanceBefore(customerId, from);
    return { opening, entries, closing: entries.reduce((sum, { amount }) => sum + amount, opening) };
  }

  /** Money that came less refunds, a row a day that has any. The last 30 days unless said. @throws Invalid naming the day */
  async revenue(from?: string, to = this.calendar.today()): Promise<{ date: string; total: number }[]> {
    const days = await this.ledger.takings(firstOf(from, to), to);
    return days.map(({ day, amount }) => ({ date: day, total: this.money.numberOf(amount) }));
  }

  /** The same by how it came. @throws Invalid naming the day */
  async revenueByMethod(from?: string, to = this.calendar.today()): Promise<Revenue> {
    const first = firstOf(from, to);
    const rows = await this.ledger.takingsByMethod(first, to);
    const data = rows.map(({ day, method, amount }) => ({ date: day, method, amount: this.money.numberOf(amount) }));
    return { currency: this.money.currency.code, from: first, to, data };
  }

  /** What is owed, and what came this month. */
  async standing(): Promise<Omit<OfficeSummary, 'pending_payments' | 'open_tickets' | 'used'>> {
    const today = this.calendar.today();
    const { owed, credit, overdue, overdueInvoices, openInvoices } = await this.ledger.standing(today);
    const taken = await this.ledger.takings(`${today.slice(0, 7)}-01`, today);
    return {
      currency: this.money.currency.code,
      owed: this.money.numberOf(owed),
      credit: this.money.numberOf(credit),
      overdue: this.money.numberOf(overdue),
      overdue_invoices: overdueInvoices,
      open_invoices: openInvoices,
      received_this_month: this.money.numberOf(taken.reduce((sum, { amount }) => sum + amount, 0)),
    };
  }

  async taken(): Promise<number> {
    return this.money.numberOf(await this.ledger.takenInAll());
  }
}

/** @throws Invalid naming the day */
function firstOf(from: string | undefined, to: string): string {
  const first = from ?? dayAfter(to, 1 - USUAL_DAYS);
  if (first > to) throw Invalid.field('from', 'expected a day that is not after the last one');
  if (dayAfter(first, MOST_DAYS) <= to) throw Invalid.field('from', `expected at most ${MOST_DAYS} days`);
  return first;
}
