import { describe, expect, it } from '@jest/globals';
import { type OutboxItem, Refused } from '../../platform/outbox/outbox.js';
import type { Deliverer, OutboxService } from '../../platform/outbox/outbox.service.js';
import type { InvoiceDetail } from '../billing/invoice.js';
import type { InvoicesService } from '../billing/invoices.service.js';
import { EtimsService } from './etims.service.js';
import { TaxAuthorityService } from './tax-authority.service.js';
import type { ReportedDocument, TaxReportState } from './tax-report.js';
import { TaxReportRepository } from './tax-report.repository.js';

class Authority extends TaxAuthorityService {
  override readonly isConfigured = true;
  readonly told: { document: ReportedDocument; id: string }[] = [];
  answer: () => string = () => 'KRA-7';
  override async report(document: ReportedDocument, id: string): Promise<string> {
    this.told.push({ document, id });
    return this.answer();
  }
}

class Reports extends TaxReportRepository {
  readonly states = new Map<string, TaxReportState>();
  override async find(kind: string, id: number): Promise<TaxReportState> {
    return this.states.get(`${kind}:${id}`) ?? { status: 'none', note: null };
  }
  override async mark(kind: string, id: number, state: TaxReportState): Promise<void> {
    this.states.set(`${kind}:${id}`, state);
  }
}

const invoice = { id: 12, number: 'INV-202401-0001', creditNotes: [{ id: 3 }] } as InvoiceDetail;

function open() {
  const authority = new Authority();
  const reports = new Reports();
  let deliverer: Deliverer | undefined;
  const outbox = { deliverBy: (given: Deliverer) => void (deliverer = given) } as unknown as OutboxService;
  const invoices = { get: () => Promise.resolve(invoice) } as unknown as InvoicesService;
  const service = new EtimsService(authority, reports, invoices, outbox);
  const deliver = (kind: string, id: number) =>
    deliverer?.deliver(
      { id: 'key-1', payload: { kind, id, invoiceId: 12 } } as OutboxItem,
      new AbortController().signal,
    );
  return { authority, reports, service, deliver };
}

describe('a document that waits for the tax authority', () => {
  it('is told under the outbox’s id, and has its number then', async () => {
    const { authority, service, deliver } = open();
    expect(await deliver('credit_note', 3)).toBe('KRA-7');
    expect(authority.told).toEqual([{ document: { kind: 'credit_note', invoice, noteId: 3 }, id: 'key-1' }]);
    expect(await service.stateOf(12)).toEqual({
      ...{ configured: true, status: 'none', note: null, void: { status: 'none', note: null } },
      credit_notes: [{ id: 3, status: 'reported', note: 'KRA-7' }],
    });
  });

  it('is told behind its invoice, when it takes that back', async () => {
    const { authority, reports, service, deliver } = open();
    reports.states.set('invoice:12', { status: 'waiting', note: null });
    await expect(deliver('void', 12)).rejects.toThrow('its invoice is told first');
    expect(authority.told).toEqual([]);
    reports.states.set('invoice:12', { status: 'reported', note: 'KRA-6' });
    await deliver('void', 12);
    expect(authority.told).toMatchObject([{ document: { kind: 'void', noteId: null } }]);
    expect((await service.stateOf(12)).void).toEqual({ status: 'reported', note: 'KRA-7' });
    reports.states.set('invoice:12', { status: 'failed', note: 'no such PIN' });
    await expect(deliver('credit_note', 3)).rejects.toThrow(Refused);
    expect(reports.states.get('credit_note:3')).toMatchObject({ status: 'failed' });
  });

  it('fails when it is refused, and waits on when nobody answers', async () => {
    const { authority, reports, deliver } = open();
    authority.answer = () => {
      throw new Error('away');
    };
    await expect(deliver('invoice', 12)).rejects.toThrow('away');
    expect(reports.states.size).toBe(0);
    authority.answer = () => {
      throw new Refused('no such PIN');
    };
    await expect(deliver('invoice', 12)).rejects.toThrow(Refused);
    expect(reports.states.get('invoice:12')).toEqual({ status: 'failed', note: 'no such PIN' });
  });
});
