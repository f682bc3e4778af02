import { Injectable } from '@nestjs/common';
import { NumberListUpload, type NumberList as NumberListView } from '@signalbox/contracts/number-lists';
import type { FastifyRequest } from 'fastify';
import { type Remembered, bodyHashOf } from '../../../platform/common/idempotency/idempotency.js';
import { IdempotencyService } from '../../../platform/common/idempotency/idempotency.service.js';
import type { Principal } from '../../../platform/common/principal.js';
import { NewListsService, type NewListOptions } from '../new-lists.service.js';
import { toListView } from '../number-list-view.js';
import type { NumberList } from '../number-list.js';
import { type FormShape, type UploadForm, readUploadForm } from '../../../platform/uploads/upload-form.js';
import { type ReceivedFile, UploadStoreService } from '../../../platform/uploads/upload-store.service.js';

const ACCEPTED = 202;
const LIST_FORM: FormShape<NumberListUpload> = { file: 'file', fields: NumberListUpload };

/** How the answer to a form is kept: its Idempotency-Key, where it has one, and the answer's status. */
export interface Keeping {
  remember?: Remembered;
  status: number;
}

/** Lists that come in as forms. */
@Injectable()
export class UploadsService {
  constructor(
    private readonly newLists: NewListsService,
    private readonly store: UploadStoreService,
    private readonly idempotency: IdempotencyService,
  ) {}

  /**
   * Answers the list while it is being imported.
   * @throws Invalid, UploadTooLarge, Conflict when the name is taken, Unprocessable
   */
  upload(caller: Principal, request: FastifyRequest, remember?: Remembered): Promise<NumberListView> {
    return this.take(
      request,
      LIST_FORM,
      { remember, status: ACCEPTED },
      async ({ file, fileName, contentType, fields }) => {
        const list = await this.begin(file, {
          fileName,
          contentType,
          ownerId: caller.userId,
          name: fields.name,
          defaultCountry: fields.default_country,
          numberColumn: fields.number_column,
          hasHeader: fields.has_header,
          headerLine: fields.header_line,
          countryColumn: fields.country_column,
          delimiter: fields.delimiter,
          encoding: fields.encoding,
          skipHidden: fields.skip_hidden,
        });
        return toListView({ list, share: 0 });
      },
    );
  }

  /**
   * Reads the form of any door and gives it to `work`, which begins the list; its file is thrown away when that fails.
   * Under an Idempotency-Key the same file and fields give the same answer; they are compared when all of it is there.
   * @throws Invalid, UploadTooLarge, Unprocessable, and what the work throws
   */
  async take<Fields, Answer>(
    request: FastifyRequest,
    shape: FormShape<Fields>,
    { remember, status }: Keeping,
    work: (form: UploadForm<Fields>) => Promise<Answer>,
  ): Promise<Answer> {
    const form = await readUploadForm(request, this.store, shape);
    const bodyHash = bodyHashOf([form.fields, form.fileName, form.file.digest]);
    let isTaken = false;
    try {
      return await this.idempotency.once(remember && { ...remember, bodyHash }, status, async () => {
        const answer = await work(form);
        isTaken = true;
        return answer;
      });
    } finally {
      if (!isTaken) await this.store.discard(form.file.id);
    }
  }

  /** Stores a list and begins to import its file. @throws Invalid, Conflict when the name is taken */
  begin(file: ReceivedFile, options: NewListOptions): Promise<NumberList> {
    return this.newLists.fromFile(file, options);
  }
}
