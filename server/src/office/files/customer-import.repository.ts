import type { CustomerImport, ImportedRows, Reject } from './customer-import.js';

/** Where it is kept what became of files of customers. */
export abstract class CustomerImportRepository {
  /** The import of a file: a new one, or the one that there is. */
  abstract begin(file: Pick<CustomerImport, 'digest' | 'fileName' | 'userId'>, at: number): Promise<CustomerImport>;
  /**
   * Stores the next rows, all in one transaction with how far it is; customers whose account number is there are known.
   * @returns how it stands then; null when another has stored these rows already
   */
  abstract take(id: number, from: number, rows: ImportedRows): Promise<CustomerImport | null>;
  /** @param reason null when it went to its end */
  abstract end(id: number, reason: string | null, at: number): Promise<CustomerImport>;
  abstract find(id: number): Promise<CustomerImport | null>;
  /** In the order of their lines, behind one. */
  abstract rejects(id: number, afterLine: number, limit: number): Promise<Reject[]>;
}
