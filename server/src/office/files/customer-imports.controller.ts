import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { IntId } from '@signalbox/contracts/common';
import { CustomerImport } from '@signalbox/contracts/office/customers';
import type { FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers, AnswersCsv } from '../../platform/common/answers.js';
import type { Principal } from '../../platform/common/principal.js';
import { CustomerImportsService } from './customer-imports.service.js';

const FILE = { type: 'string', format: 'binary', description: 'CSV, TSV, TXT or XLSX with a line of names.' };

@ApiTags('Files')
@Controller('api/v1/customers')
export class CustomerImportsController {
  constructor(private readonly imports: CustomerImportsService) {}

  @Answers(CustomerImport)
  @Post('import')
  @HttpCode(200)
  @Allow('office.write')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: FILE } } })
  import(@Caller() caller: Principal, @Req() request: FastifyRequest) {
    return this.imports.import(request, caller);
  }

  @Answers(CustomerImport)
  @Get('imports/:id')
  @Allow('office.read')
  get(@Param('id', { schema: IntId }) id: number) {
    return this.imports.get(id);
  }

  @AnswersCsv()
  @Get('imports/:id/rejects.csv')
  @Allow('office.read')
  rejects(@Param('id', { schema: IntId }) id: number) {
    return this.imports.rejects(id);
  }
}
