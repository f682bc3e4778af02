import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { isSupportedCountry } from 'libphonenumber-js';
import { Conflict, Invalid } from '../../platform/common/errors.js';
import { Config } from '../../platform/config/config.js';
import { hintsOf } from './import/import-details.js';
import { ImportFailure } from '../../platform/number-tables/import-failure.js';
import { ImportsService } from './import/imports.service.js';
import type { NumberList } from './number-list.js';
import { NumberListRepository } from './number-list.repository.js';
import { nameFromFile, nameTaken, numbered } from './list-name.js';
import { type ReceivedFile, UploadStoreService } from '../../platform/uploads/upload-store.service.js';

/** What is said of a file that becomes a list. */
export interface NewListOptions {
  fileName: string;
  /** The file's media type, as its sender says. */
  contentType?: string;
  /** The user's id. */
  ownerId: number;
  /** Without one, the list is named after its file, with a number behind it where that is taken. */
  name?: string;
  /** ISO 3166 code for numbers without a country's prefix; the installation's own without one. */
  defaultCountry?: string;
  /** A column's name, or its place from 1; found by its content without one. */
  numberColumn?: string;
  hasHeader?: boolean;
  /** The line of the columns' names, from 1. */
  headerLine?: number;
  /** The column of the rows' countries; `none` where one called so is none. */
  countryColumn?: string;
  delimiter?: string;
  /** A name of the Encoding Standard. */
  encoding?: string;
  /** Leaves out the rows that a spreadsheet does not show. */
  skipHidden?: boolean;
  /** Whether the stream is a part of a request, whose pieces nobody else has. */
  isRequest?: boolean;
}

const NAMES_TRIED = 50;

/** Makes lists of files. */
@Injectable()
export class NewListsService {
  constructor(
    private readonly repository: NumberListRepository,
    private readonly uploads: UploadStoreService,
    private readonly imports: ImportsService,
    private readonly config: Config,
  ) {}

  /** @throws Invalid, Conflict when the name is taken, UploadTooLarge */
  async fromStream(stream: Readable, options: NewListOptions): Promise<NumberList> {
    return this.fromFile(await this.uploads.receive(stream, options.isRequest), options);
  }

  /**
   * Stores the list and begins to import it. The file is the list's from then on; when this fails it is removed.
   * @throws Invalid, also when the file's beginning shows that it is no list; Conflict when the name is taken
   */
  async fromFile(file: ReceivedFile, options: NewListOptions): Promise<NumberList> {
    try {
      const list = this.listOf(file, options);
      await this.look(list);
      await this.uploads.keep(file);
      const stored = await this.store(list, options);
      this.imports.begin(stored);
      return stored;
    } catch (error) {
      await this.uploads.discard(file.id);
      throw error;
    }
  }

  private async look({ id, details }: NumberList): Promise<void> {
    try {
      // What reads spreadsheets is in memory from the first file on.
      const { firstLook } = await import('./import/first-look.js');
      await firstLook(this.uploads.partOf(id), hintsOf(details), details.defaultCountry);
    } catch (error) {
      if (error instanceof ImportFailure) throw Invalid.field('file', `expected a list of numbers: ${error.message}`);
      throw error;
    }
  }

  private listOf({ id, size }: ReceivedFile, options: NewListOptions): NumberList {
    const defaultCountry = options.defaultCountry ?? this.config.env.DEFAULT_COUNTRY;
    if (size === 0) throw Invalid.field('file', 'expected a file that is not empty');
    if (!isSupportedCountry(defaultCountry)) throw Invalid.field('default_country', 'expected a country of ISO 3166');
    const now = Date.now();
    return {
      id,
      name: options.name ?? nameFromFile(options.fileName),
      ownerId: options.ownerId,
      status: 'importing',
      details: {
        fileName: options.fileName.slice(0, 255).toWellFormed(),
        contentType: options.contentType?.slice(0, 127).toWellFormed(),
        fileSize: size,
        defaultCountry,
        numberColumn: options.numberColumn ?? null,
        hasHeader: options.hasHeader ?? null,
        delimiter: options.delimiter ?? null,
        headerLine: options.headerLine ?? null,
        countryColumn: options.countryColumn ?? null,
        encoding: options.encoding ?? null,
        skipHidden: options.skipHidden ?? false,
        hidden: 0,
        columns: [],
        read: 0,
        rows: 0,
        duplicates: 0,
        rejected: 0,
        suppressed: 0,
        rowChunks: 0,
        rejectChunks: 0,
        reason: null,
      },
      createdAt: now,
      updatedAt: now,
    };
  }

  private async store(list: NumberList, { name }: NewListOptions): Promise<NumberList> {
    if (await this.repository.create(list)) return list;
    if (name !== undefined) throw nameTaken();
    for (let count = 2; count <= NAMES_TRIED; count++) {
      const renamed = { ...list, name: numbered(list.name, String(count)) };
      if (await this.repository.create(renamed)) return renamed;
    }
    const last = { ...list, name: numbered(list.name, list.id) };
    if (await this.repository.create(last)) return last;
    throw new Conflict('No free name was found for the number list.');
  }
}
