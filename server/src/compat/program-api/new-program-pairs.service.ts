import { Injectable } from '@nestjs/common';
import { type ProgramApiCreated, ProgramApiNewJsonPair, ProgramApiNewPair } from '@signalbox/contracts/program-api';
import type { FastifyRequest } from 'fastify';
import { Conflict } from '../../platform/common/errors.js';
import type { Remembered } from '../../platform/common/idempotency/idempotency.js';
import { IdempotencyService } from '../../platform/common/idempotency/idempotency.service.js';
import type { Principal } from '../../platform/common/principal.js';
import { ValidationFailed, issuesToErrors } from '../../platform/common/validation.js';
import type { UploadForm } from '../../platform/uploads/upload-form.js';
import { UploadsService } from '../../campaigns/number-lists/upload/uploads.service.js';
import { ProgramsService } from '../../campaigns/programs/programs.service.js';
import { ProgramListsService } from './program-lists.service.js';
import { toFirstSaid, toNewProgram } from './program-pair.js';
import { ProgramPairsService } from './program-pairs.service.js';

const CREATED = 201;
const FORM = { file: 'number_list', fields: ProgramApiNewPair };

/** New programs with their lists. */
@Injectable()
export class NewProgramPairsService {
  constructor(
    private readonly programs: ProgramsService,
    private readonly lists: ProgramListsService,
    private readonly uploads: UploadsService,
    private readonly pairs: ProgramPairsService,
    private readonly idempotency: IdempotencyService,
  ) {}

  /**
   * From a form with a file, or from JSON with a list of numbers, a text or none. The import goes on after the answer.
   * @throws Invalid, UploadTooLarge, Conflict when the name is taken, Unprocessable
   */
  create(caller: Principal, request: FastifyRequest, remember?: Remembered): Promise<ProgramApiCreated> {
    if (request.isMultipart()) {
      return this.uploads.take(request, FORM, { remember, status: CREATED }, (form) => this.fromForm(caller, form));
    }
    return this.idempotency.once(remember, CREATED, async () => {
      const body = ProgramApiNewJsonPair.safeParse(request.body);
      if (!body.success) throw new ValidationFailed(issuesToErrors(body.error.issues));
      return this.fromJson(caller, body.data);
    });
  }

  private async fromForm(caller: Principal, form: UploadForm<ProgramApiNewPair>): Promise<ProgramApiCreated> {
    const { fields, file, fileName, contentType } = form;
    const pair = await this.checked(fields);
    const from = { fileName, contentType, ownerId: caller.userId, defaultCountry: pair?.country };
    const list = await this.uploads.begin(file, from);
    return this.lists.used(list.id, () => this.store(fields, list.id, caller));
  }

  private async fromJson(caller: Principal, body: ProgramApiNewJsonPair): Promise<ProgramApiCreated> {
    const { number_list: text, ...fields } = body;
    const pair = await this.checked(fields);
    if (text === undefined) return this.store(fields, null, caller);
    const from = { text, pairName: fields.pair_name, ownerId: caller.userId, country: pair?.country };
    const list = await this.lists.fromJson(from);
    return this.lists.used(list.id, () => this.store(fields, list.id, caller));
  }

  /** Before there is a list: only of two at once with the same name one is found out later. */
  private async checked({ pair_name, country_operator }: ProgramApiNewPair) {
    const pair = this.pairs.pairOf(country_operator);
    if (await this.programs.findByName(pair_name)) throw nameTaken();
    return pair;
  }

  private async store(body: ProgramApiNewPair, listId: string | null, caller: Principal): Promise<ProgramApiCreated> {
    const request = { ...toNewProgram(body), number_list_id: listId };
    const { id } = await this.programs.create(request, caller, toFirstSaid(body));
    return { message: 'Pair created successfully', pair_id: id, pair: await this.pairs.get(id) };
  }
}

const nameTaken = (): Conflict =>
  new Conflict('Another pair has this name.', [{ field: 'pair_name', message: 'expected a name that is not taken' }]);
