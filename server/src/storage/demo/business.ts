import type { Customer } from '../../office/customers/customer.js';
import { linesOf } from '../../office/billing/invoice-lines.js';
import type { Act } from '../../office/billing/ledger.js';
import { dayAfter } from '../../platform/common/zoned-time.js';
import { type BuyerPlan, buyers, EXTRAS, INSTALLATION, someMethod, someReference } from './buyers.js';
import type { Ports } from './ports.js';
import type { Chance } from './random.js';
import { Timeline } from './timeline.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long the business has been there, whatever the messages' days. */
const MONTHS = 5;
const MONTH_MS = 30 * DAY_MS;
const BUYERS = 40;
const DUE_AFTER_DAYS = 14;
/** What came in the last days, and nobody has looked for at the bank yet. */
const UNSEEN_MS = 3 * DAY_MS;

/** Something that happened to the nth invoice, beside being paid. */
const ODD: Readonly<Record<number, 'void' | 'credit' | 'write off' | 'too much' | 'refund' | 'wrong'>> = {
  9: 'void',
  14: 'credit',
  23: 'too much',
  31: 'refund',
  38: 'credit',
  47: 'write off',
  55: 'wrong',
};

/** Customers who get an invoice a month, and pay it each in their way. */
export class Business {
  readonly customers: Customer[] = [];
  private readonly time: Timeline;
  private invoices = 0;

  constructor(
    private readonly ports: Ports,
    private readonly chance: Chance,
    private readonly userId: number,
    private readonly now: number,
  ) {
    this.time = new Timeline(now);
  }

  /** From its first customer until now. */
  async run(): Promise<void> {
    const begin = this.now - MONTHS * MONTH_MS;
    buyers(BUYERS, this.chance).forEach((plan, index) => {
      // Most were there soon; some came last week.
      const share = (index / BUYERS) ** 2;
      const joined = begin + share * (this.now - begin - 6 * DAY_MS) + this.chance.between(0, 9 * HOUR_MS);
      this.time.plan(joined, (at) => this.welcome(plan, at));
    });
    await this.time.pass();
    await this.payToday();
    for (const customer of this.customers.slice(0, 3)) await this.draft(customer);
  }

  /** Of the newest invoices that nobody has paid yet: a part of one, seen at the bank, and all of another, not yet. */
  private async payToday(): Promise<void> {
    const at = this.now - 3 * HOUR_MS;
    const today = this.ports.calendar.dayOf(this.now);
    let paid = 0;
    for (const { id, customerId, open } of await this.ports.invoices.list({ today, status: 'unpaid' }, { limit: 20 })) {
      if (paid === 2 || (await this.ports.payments.count({ invoiceId: id, status: 'pending' })) > 0) continue;
      const what = { customerId, invoiceId: id, method: 'bank_transfer', reference: `FT-90${paid}114` } as const;
      const amount = paid === 0 ? this.money('1000') : open;
      const payment = await this.ports.payments.create({ ...what, amount, note: null }, this.act(at));
      if (paid++ === 0) await this.ports.payments.confirm(payment, null, this.act(at + HOUR_MS));
    }
  }

  private async welcome(plan: BuyerPlan, at: number): Promise<void> {
    const { name, email, phone, address, accountType } = plan;
    const where = { address, city: 'Kisumu', country: 'Kenya' };
    const status = this.chance.percent(92) ? 'active' : 'suspended';
    const record = { name, email, phone, accountType, ...where, status, createdAt: at } as const;
    const customer = await this.ports.customers.create(record);
    this.customers.push(customer);
    for (let month = 0; at + month * MONTH_MS < this.now; month++) {
      const due = at + month * MONTH_MS + HOUR_MS;
      this.time.plan(due, (when) => this.bill(customer, plan, month === 0, when));
    }
  }

  private async bill(customer: Customer, { line, habit }: BuyerPlan, isFirst: boolean, at: number): Promise<void> {
    const nth = ++this.invoices;
    const wanted = [
      line,
      ...(isFirst ? [INSTALLATION] : []),
      ...(this.chance.percent(18) ? [this.chance.pick(EXTRAS)] : []),
    ];
    const id = await this.issue(customer, wanted, at);
    const later = (days: number): number => at + days * DAY_MS + this.chance.between(0, 8 * HOUR_MS);
    switch (ODD[nth]) {
      case 'void':
        this.time.plan(later(1), (when) => this.ports.invoices.void(id, this.why('Billed twice', when)));
        return;
      case 'credit':
        this.time.plan(later(3), (when) =>
          this.ports.invoices.credit(id, this.money('600'), this.why('Two days without service', when)),
        );
        break;
      case 'write off':
        this.time.plan(later(40), (when) => this.giveUp(id, when));
        return;
      case 'too much':
        this.time.plan(later(2), (when) => this.pay(customer, null, this.money('20000'), when));
        return;
      case 'refund':
        this.time.plan(later(2), (when) => this.payBack(customer, id, when));
        return;
      case 'wrong':
        this.time.plan(later(2), (when) => this.payWrongly(customer, id, when));
        break;
      case undefined:
        break;
    }
    if (habit === 'never' && !isFirst) return;
    const after = habit === 'prompt' ? this.chance.between(0, 10) : this.chance.between(12, 34);
    const share = habit === 'in parts' ? this.chance.between(3, 7) / 10 : 1;
    this.time.plan(later(after), (when) => this.settle(customer, id, share, when));
  }

  private issue(customer: Customer, wanted: Parameters<typeof linesOf>[0], at: number, isDraft = false) {
    const act = this.act(at);
    const lines = linesOf(wanted, this.ports.money);
    const dueDate = dayAfter(act.day, DUE_AFTER_DAYS);
    return this.ports.invoices.create({ customerId: customer.id, dueDate, notes: null, lines }, act, isDraft);
  }

  /** What is open of it, or a share of that. */
  private async settle(customer: Customer, invoiceId: number, share: number, at: number): Promise<void> {
    const invoice = await this.ports.invoices.find(invoiceId);
    if (invoice === null || invoice.open === 0) return;
    const hundred = this.money('100');
    const part = Math.max(hundred, Math.round((invoice.open * share) / hundred) * hundred);
    await this.pay(customer, invoiceId, share === 1 ? invoice.open : Math.min(part, invoice.open), at);
  }

  /** @returns its id; it is confirmed unless it came just now */
  private async pay(customer: Customer, invoiceId: number | null, amount: number, at: number): Promise<number> {
    const method = someMethod(this.chance);
    const reference = someReference(method, this.chance);
    const payment = { customerId: customer.id, invoiceId, amount, method, reference, note: null };
    const id = await this.ports.payments.create(payment, this.act(at));
    if (this.now - at < UNSEEN_MS) return id;
    const seen = at + this.chance.between(60_000, HOUR_MS);
    await this.ports.payments.confirm(id, null, this.act(seen));
    return id;
  }

  private async giveUp(invoiceId: number, at: number): Promise<void> {
    const invoice = await this.ports.invoices.find(invoiceId);
    if (invoice?.open) await this.ports.invoices.writeOff(invoiceId, this.why('Moved away without an address', at));
  }

  private async payBack(customer: Customer, invoiceId: number, at: number): Promise<void> {
    const id = await this.pay(customer, invoiceId, this.money('1000'), at);
    const payment = await this.ports.payments.find(id);
    if (payment?.status !== 'completed') return;
    await this.ports.payments.refund(id, null, this.why('Paid from the wrong account', at + 2 * HOUR_MS));
  }

  private async payWrongly(customer: Customer, invoiceId: number, at: number): Promise<void> {
    const invoice = await this.ports.invoices.find(invoiceId);
    if (!invoice?.open) return;
    const payment = { customerId: customer.id, invoiceId, method: 'cheque', reference: 'CHE-000117' } as const;
    const id = await this.ports.payments.create({ ...payment, amount: invoice.open, note: null }, this.act(at));
    await this.ports.payments.cancel(id, this.why('The cheque was not honoured', at + DAY_MS / 2));
  }

  private draft(customer: Customer): Promise<number> {
    return this.issue(customer, [this.chance.pick(EXTRAS)], this.now - this.chance.between(1, 20) * HOUR_MS, true);
  }

  private money(text: string): number {
    return this.ports.money.positiveOf('amount', text);
  }

  private act(at: number): Act {
    const { calendar, money } = this.ports;
    return { userId: this.userId, reason: null, at, day: calendar.dayOf(at), currency: money.currency.code };
  }

  private why(reason: string, at: number): Act & { reason: string } {
    return { ...this.act(at), reason };
  }
}
