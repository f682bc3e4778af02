import type { ReportedDocument } from './tax-report.js';

/** The tax authority that invoices are reported to, as KRA eTIMS in Kenya. */
export abstract class TaxAuthorityService {
  /** While it is false no document waits for it. */
  abstract readonly isConfigured: boolean;
  /**
   * At least once: a repetition has the same id. @returns the authority's number of the document
   * @throws Refused when it will never take it; anything else is tried again
   */
  abstract report(document: ReportedDocument, id: string, signal: AbortSignal): Promise<string>;
}
