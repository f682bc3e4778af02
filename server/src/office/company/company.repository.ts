import type { Company } from './company.js';

/** Where it is kept who writes the invoices. */
export abstract class CompanyRepository {
  /** Null until somebody has said it. */
  abstract find(): Promise<Company | null>;
  abstract keep(company: Company, at: number): Promise<void>;
}
