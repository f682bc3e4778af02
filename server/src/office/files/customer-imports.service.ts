import { setImmediate as turn } from 'node:timers/promises';
import { Injectable, type StreamableFile } from '@nestjs/common';
import type { CustomerImport as ImportView } from '@signalbox/contracts/office/customers';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { csvFile } from '../../platform/common/csv-file.js';
import { Conflict, DomainError, NotFound } from '../../platform/common/errors.js';
import { ImportFailure } from '../../platform/number-tables/import-failure.js';
import type { Principal } from '../../platform/common/principal.js';
import { type FormShape, readUploadForm } from '../../platform/uploads/upload-form.js';
import { UploadStoreService } from '../../platform/uploads/upload-store.service.js';
import { CustomersService } from '../customers/customers.service.js';
import { type CustomerImport, type ImportedRows, toView } from './customer-import.js';
import { CustomerImportRepository } from './customer-import.repository.js';
import { type FileRow, readCustomers } from './customer-file.js';

const FORM: FormShape<object> = { file: 'file', fields: z.strictObject({}) };
/** Rows that share a transaction: some milliseconds' work, between which messages go on. */
const CHUNK = 100;
const SHOWN = 100;
const PAGE = 500;

/** Customers out of files. Each row is taken or rejected alone, and a file is taken once, however often it is sent. */
@Injectable()
export class CustomerImportsService {
  constructor(
    private readonly imports: CustomerImportRepository,
    private readonly customers: CustomersService,
    private readonly store: UploadStoreService,
    private readonly log: SystemLogService,
  ) {}

  /**
   * Answers when all of it is in. One that was cut off goes on behind the last row that was stored when the file is sent again.
   * @throws Invalid, UploadTooLarge; Conflict while another is importing the same file
   */
  async import(request: FastifyRequest, { userId }: Principal): Promise<ImportView> {
    const { file, fileName } = await readUploadForm(request, this.store, FORM);
    try {
      const begun = await this.imports.begin({ digest: file.digest, fileName, userId }, Date.now());
      if (begun.status === 'done') return await this.shown(begun);
      const ended = await this.run(begun, this.store.partOf(file.id));
      const { id, rows, added, rejected, status } = ended;
      const details = `customers from ${fileName} (import ${id}): ${added} of ${rows} added, ${rejected} rejected`;
      this.log.record({ action: 'customers_imported', details, status: status === 'done' ? 'ok' : 'failed', userId });
      return await this.shown(ended);
    } finally {
      await this.store.discard(file.id);
    }
  }

  /** @throws NotFound */
  async get(id: number): Promise<ImportView> {
    return this.shown(await this.require(id));
  }

  /** @throws NotFound */
  async rejects(id: number): Promise<StreamableFile> {
    const { fileName } = await this.require(id);
    return csvFile(`${fileName} - rejected.csv`, ['line', 'value', 'reason'], this.pages(id));
  }

  private async *pages(id: number): AsyncGenerator<string[][]> {
    for (let line = 0; ;) {
      const rows = await this.imports.rejects(id, line, PAGE);
      if (rows.length > 0) yield rows.map(({ value, reason, ...row }) => [String(row.line), value, reason]);
      if (rows.length < PAGE) return;
      line = rows.at(-1)?.line ?? line;
    }
  }

  private async run(begun: CustomerImport, path: string): Promise<CustomerImport> {
    let state = begun;
    try {
      let seen = 0;
      for await (const rows of readCustomers(path, this.customers.country, CHUNK)) {
        seen += rows.length;
        if (seen <= begun.rows) continue;
        state = await this.keep(state, rows);
        await turn();
      }
    } catch (error) {
      if (!(error instanceof ImportFailure)) throw error;
      return this.imports.end(begun.id, error.message, Date.now());
    }
    return this.imports.end(begun.id, null, Date.now());
  }

  private async keep(state: CustomerImport, rows: readonly FileRow[]): Promise<CustomerImport> {
    const taken: ImportedRows = { read: rows.length, customers: [], rejects: [] };
    for (const row of rows) {
      const reason = 'reason' in row ? row.reason : this.takeRow(row, taken);
      if (reason !== null) taken.rejects.push({ line: row.line, value: row.value, reason });
    }
    const next = await this.imports.take(state.id, state.rows, taken);
    if (next === null) throw new Conflict('This file is being imported already.');
    return next;
  }

  /** @returns what is wrong with its phone number; null when nothing is */
  private takeRow({ customer, accountNumber }: Extract<FileRow, { customer: unknown }>, taken: ImportedRows) {
    try {
      taken.customers.push({ record: this.customers.recordOf(customer), accountNumber });
      return null;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return error.errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
    }
  }

  private async shown(found: CustomerImport): Promise<ImportView> {
    return toView(found, await this.imports.rejects(found.id, 0, SHOWN));
  }

  private async require(id: number): Promise<CustomerImport> {
    const found = await this.imports.find(id);
    if (!found) throw new NotFound('import', id);
    return found;
  }
}
