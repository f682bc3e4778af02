import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { PageQuery, pageOf } from '@signalbox/contracts/common';
import { NumberList, NumberListChange, NumberListId, NumberListRow } from '@signalbox/contracts/number-lists';
import type { FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers, AnswersCsv } from '../../platform/common/answers.js';
import { Idempotency } from '../../platform/common/idempotency/idempotency.decorators.js';
import type { Remembered } from '../../platform/common/idempotency/idempotency.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { ListContentsService } from './list-contents.service.js';
import { NumberListsService } from './number-lists.service.js';
import { UPLOAD_FORM } from './upload/upload-openapi.js';
import { UploadsService } from './upload/uploads.service.js';

const Id = () => Param('id', { schema: NumberListId });

@ApiTags('Number lists')
@Controller('api/v1/number-lists')
export class NumberListsController {
  constructor(
    private readonly lists: NumberListsService,
    private readonly uploads: UploadsService,
    private readonly contents: ListContentsService,
  ) {}

  @Answers(NumberList)
  @Post()
  @HttpCode(202)
  @Allow('number-lists.write')
  @ApiConsumes('multipart/form-data')
  @ApiBody(UPLOAD_FORM)
  upload(@Caller() caller: Principal, @Req() request: FastifyRequest, @Idempotency() remember: Remembered | undefined) {
    return this.uploads.upload(caller, request, remember);
  }

  @Answers(pageOf(NumberList))
  @Get()
  @Allow('number-lists.read')
  list(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.lists.list(query);
  }

  @Answers(NumberList)
  @Get(':id')
  @Allow('number-lists.read')
  get(@Id() id: string) {
    return this.lists.get(id);
  }

  @Answers(NumberList)
  @Patch(':id')
  @IdempotentWrites()
  @Allow('number-lists.write')
  change(@Id() id: string, @Body({ schema: NumberListChange }) body: NumberListChange) {
    return this.lists.change(id, body);
  }

  @Delete(':id')
  @IdempotentWrites()
  @HttpCode(204)
  @Allow('number-lists.write')
  remove(@Id() id: string) {
    return this.lists.remove(id);
  }

  @Answers(pageOf(NumberListRow))
  @Get(':id/rows')
  @Allow('number-lists.read')
  rows(@Id() id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.contents.rows(id, query);
  }

  @AnswersCsv()
  @Get(':id/rows.csv')
  @Allow('number-lists.read')
  exportRows(@Id() id: string) {
    return this.contents.exportRows(id);
  }

  @AnswersCsv()
  @Get(':id/rejects')
  @Allow('number-lists.read')
  exportRejects(@Id() id: string) {
    return this.contents.exportRejects(id);
  }
}
