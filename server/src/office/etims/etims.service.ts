import { Injectable } from '@nestjs/common';
import type { TaxReport } from '@signalbox/contracts/office/tax-reports';
import { type OutboxItem, Refused } from '../../platform/outbox/outbox.js';
import { OutboxService } from '../../platform/outbox/outbox.service.js';
import { InvoicesService } from '../billing/invoices.service.js';
import { TaxAuthorityService } from './tax-authority.service.js';
import { type ReportOrder, TAX_REPORT, requireTold } from './tax-report.js';
import { TaxReportRepository } from './tax-report.repository.js';

/** Tells the tax authority of invoices, credit notes and voids, where there is one. */
@Injectable()
export class EtimsService {
  constructor(
    private readonly authority: TaxAuthorityService,
    private readonly reports: TaxReportRepository,
    private readonly invoices: InvoicesService,
    outbox: OutboxService,
  ) {
    outbox.deliverBy({ kind: TAX_REPORT, deliver: (item, signal) => this.deliver(item, signal) });
  }

  /** @throws NotFound */
  async stateOf(invoiceId: number): Promise<TaxReport> {
    const { creditNotes } = await this.invoices.get(invoiceId);
    const notes = creditNotes.map(async ({ id }) => ({ id, ...(await this.reports.find('credit_note', id)) }));
    return {
      configured: this.authority.isConfigured,
      ...(await this.reports.find('invoice', invoiceId)),
      void: await this.reports.find('void', invoiceId),
      credit_notes: await Promise.all(notes),
    };
  }

  private async deliver({ id: key, payload }: OutboxItem, signal: AbortSignal): Promise<string> {
    const { kind, id, invoiceId } = payload as ReportOrder;
    const invoice = await this.invoices.get(invoiceId);
    try {
      if (kind !== 'invoice') requireTold(await this.reports.find('invoice', invoiceId));
      const document = { kind, invoice, noteId: kind === 'credit_note' ? id : null };
      const note = await this.authority.report(document, key, signal);
      await this.reports.mark(kind, id, { status: 'reported', note }, Date.now());
      return note;
    } catch (error) {
      if (error instanceof Refused) {
        await this.reports.mark(kind, id, { status: 'failed', note: error.message }, Date.now());
      }
      throw error;
    }
  }
}
