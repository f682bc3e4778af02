import { z } from 'zod';

/** `none`: nobody is told, as long as no tax authority is configured. */
export const TAX_REPORT_STATUSES = ['none', 'waiting', 'reported', 'failed'] as const;
export const TaxReportStatus = z.enum(TAX_REPORT_STATUSES);
export type TaxReportStatus = z.infer<typeof TaxReportStatus>;

const State = z.object({
  status: TaxReportStatus,
  /** What the authority answered: its number of the document, or why it refuses it. */
  note: z.string().nullable(),
});

/** `GET /api/v1/invoices/{id}/tax-report`: whether the tax authority (KRA eTIMS) knows an invoice, its credit notes and that it is void. */
export const TaxReport = State.extend({
  /** Whether documents are reported at all. */
  configured: z.boolean(),
  /** That the invoice is void. */
  void: State,
  credit_notes: z.array(State.extend({ id: z.int() })),
});
export type TaxReport = z.infer<typeof TaxReport>;
