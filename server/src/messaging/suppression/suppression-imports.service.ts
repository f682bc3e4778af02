import { Injectable } from '@nestjs/common';
import { PhoneNumber } from '@signalbox/contracts/messages';
import {
  SuppressionFileFields,
  type SuppressionImport,
  type SuppressionImportResult,
} from '@signalbox/contracts/suppression';
import type { FastifyRequest } from 'fastify';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { chunks } from '../../platform/common/chunks.js';
import { DomainError, Invalid } from '../../platform/common/errors.js';
import { requireE164 } from '../../platform/common/phone-number.js';
import type { Principal } from '../../platform/common/principal.js';
import { Config } from '../../platform/config/config.js';
import { type FormShape, readUploadForm } from '../../platform/uploads/upload-form.js';
import { UploadStoreService } from '../../platform/uploads/upload-store.service.js';
import { readSuppressionCsv } from './suppression-csv.js';
import { readSuppressionFile } from './suppression-file.js';
import type { SuppressionRow, TableSource } from './suppression-rows.js';
import { SuppressionEvents } from './suppression.events.js';
import { SuppressionService } from './suppression.service.js';

/** Numbers of an import that share a transaction; some milliseconds' work. */
const CHUNK = 250;
const MAX_NOTE = 200;
const FORM: FormShape<SuppressionFileFields> = { file: 'file', fields: SuppressionFileFields };
/** So many numbers with all that stands beside them; it is read on the thread of the messages. */
const MOST_OCTETS = 16 * 1024 * 1024;

type ImportError = SuppressionImportResult['errors'][number];

/** A number of an import, and where it stood. */
interface Item extends Pick<ImportError, 'from' | 'index'> {
  number: unknown;
  /** Whose national numbers count. */
  country: string;
  note: string | null;
}

/** Many numbers at once. Each is taken or left out alone; an import that was cut off may be repeated. */
@Injectable()
export class SuppressionImportsService {
  constructor(
    private readonly suppressions: SuppressionService,
    private readonly config: Config,
    private readonly log: SystemLogService,
    private readonly events: SuppressionEvents,
    private readonly store: UploadStoreService,
  ) {}

  /** @throws Invalid naming `csv` */
  async import(
    principal: Principal,
    { numbers = [], csv, ...rest }: SuppressionImport,
  ): Promise<SuppressionImportResult> {
    const country = this.config.env.DEFAULT_COUNTRY;
    const note = rest.note ?? null;
    const items = numbers.map((number, index): Item => ({ from: 'numbers', index, number, country, note }));
    const { lines, warnings } =
      csv === undefined ? { lines: [], warnings: [] } : await readSuppressionCsv(csv, country);
    return { ...(await this.take(principal, [...items, ...itemsOf('csv', lines, note)])), warnings };
  }

  /** Out of a file, in a form. @throws Invalid naming `file`, UploadTooLarge */
  async importFile(principal: Principal, request: FastifyRequest): Promise<SuppressionImportResult> {
    const { fields, file } = await readUploadForm(request, this.store, FORM);
    try {
      if (file.size > MOST_OCTETS) throw Invalid.field('file', 'expected at most 16 MiB');
      const path = this.store.partOf(file.id);
      const { lines, ...told } = await readSuppressionFile(path, this.config.env.DEFAULT_COUNTRY);
      return { ...(await this.take(principal, itemsOf('file', lines, fields.note ?? null))), ...told };
    } finally {
      await this.store.discard(file.id);
    }
  }

  private async take(principal: Principal, items: readonly Item[]): Promise<Omit<SuppressionImportResult, 'warnings'>> {
    const result: Omit<SuppressionImportResult, 'warnings'> = { added: 0, known: 0, errors: [] };
    const createdAt = Date.now();
    for (const chunk of chunks(items, CHUNK)) {
      const entries = chunk.flatMap((item) => {
        const number = numberOf(item, result.errors);
        return number === null ? [] : { add: { number, source: 'import' as const, note: item.note, createdAt } };
      });
      const done = await this.suppressions.apply(entries);
      const added = entries.filter((_, index) => done[index]).map(({ add }) => add.number);
      this.events.added.next(added);
      result.added += added.length;
      result.known += entries.length - added.length;
    }
    const details = `${result.added} numbers`;
    this.log.record({ action: 'suppressions_imported', details, status: 'ok', userId: principal.userId });
    return result;
  }
}

function numberOf({ from, index, number, country }: Item, errors: ImportError[]): string | null {
  const field = `${from}.${index}`;
  try {
    const given = typeof number === 'number' ? PhoneNumber.safeParse(number).data : number;
    if (typeof given !== 'string') throw Invalid.field(field, 'expected a phone number as text, or as a whole number');
    return requireE164(field, given, country);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    errors.push({ from, index, error: { status: error.status, errors: error.errors } });
    return null;
  }
}

const itemsOf = (from: TableSource, lines: readonly SuppressionRow[], note: string | null): Item[] =>
  lines.map((line, index) => ({ ...line, from, index, note: line.note?.slice(0, MAX_NOTE) ?? note }));
