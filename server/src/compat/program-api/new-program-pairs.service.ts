import { Injectable, Logger } from '@nestjs/common';
import { type ProgramApiCreated, ProgramApiNewPair } from '@signalbox/contracts/program-api';
import type { NewProgram, Program } from '@signalbox/contracts/programs';
import type { FastifyRequest } from 'fastify';
import { Conflict } from '../../platform/common/errors.js';
import type { Remembered } from '../../platform/common/idempotency/idempotency.js';
import { IdempotencyService } from '../../platform/common/idempotency/idempotency.service.js';
import type { Principal } from '../../platform/common/principal.js';
import { ValidationFailed, issuesToErrors } from '../../platform/common/validation.js';
import { NumberListsService } from '../../campaigns/number-lists/number-lists.service.js';
import type { UploadForm } from '../../campaigns/number-lists/upload/upload-form.js';
import { UploadsService } from '../../campaigns/number-lists/upload/uploads.service.js';
import { ProgramsService } from '../../campaigns/programs/programs.service.js';
import { toNewProgram } from './program-pair.js';
import { ProgramPairsService } from './program-pairs.service.js';

const CREATED = 201;
const FORM = { file: 'number_list', fields: ProgramApiNewPair };

/** New programs with their lists. */
@Injectable()
export class NewProgramPairsService {
  private readonly logger = new Logger(NewProgramPairsService.name);

  constructor(
    private readonly programs: ProgramsService,
    private readonly lists: NumberListsService,
    private readonly uploads: UploadsService,
    private readonly pairs: ProgramPairsService,
    private readonly idempotency: IdempotencyService,
  ) {}

  /**
   * From a form with a file, whose import goes on after the answer; or from JSON, and then without a list.
   * @throws Invalid, UploadTooLarge, Conflict when the name is taken, Unprocessable
   */
  create(caller: Principal, request: FastifyRequest, remember?: Remembered): Promise<ProgramApiCreated> {
    if (request.isMultipart()) {
      return this.uploads.take(request, FORM, { remember, status: CREATED }, (form) => this.fromForm(caller, form));
    }
    return this.idempotency.once(remember, CREATED, async () => {
      const body = ProgramApiNewPair.safeParse(request.body);
      if (!body.success) throw new ValidationFailed(issuesToErrors(body.error.issues));
      this.pairs.pairOf(body.data.country_operator);
      return this.answer(await this.programs.create(this.requestFor(body.data), caller));
    });
  }

  private async fromForm(caller: Principal, form: UploadForm<ProgramApiNewPair>): Promise<ProgramApiCreated> {
    const { fields, file, fileName } = form;
    const pair = this.pairs.pairOf(fields.country_operator);
    // Before there is a list: only of two at once with the same name one is found out later.
    if (await this.programs.findByName(fields.pair_name)) throw nameTaken();
    const list = await this.uploads.begin(file, { fileName, ownerId: caller.userId, defaultCountry: pair?.country });
    return this.answer(await this.createFor(list.id, this.requestFor(fields), caller));
  }

  /** A list that no program came of is not left behind. */
  private async createFor(listId: string, request: NewProgram, caller: Principal): Promise<Program> {
    try {
      return await this.programs.create({ ...request, number_list_id: listId }, caller);
    } catch (error) {
      await this.lists
        .remove(listId)
        .catch((cause: unknown) => this.logger.warn({ error: cause, list: listId }, 'a list was left behind'));
      throw error;
    }
  }

  private requestFor(body: ProgramApiNewPair): NewProgram {
    return toNewProgram(body, this.programs.defaultTemplate);
  }

  private async answer(program: Program): Promise<ProgramApiCreated> {
    return { message: 'Pair created successfully', pair_id: program.id, pair: await this.pairs.view(program) };
  }
}

const nameTaken = (): Conflict =>
  new Conflict('Another pair has this name.', [{ field: 'pair_name', message: 'expected a name that is not taken' }]);
