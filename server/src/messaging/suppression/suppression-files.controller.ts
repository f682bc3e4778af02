import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { SuppressionImportResult } from '@signalbox/contracts/suppression';
import type { FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import type { Principal } from '../../platform/common/principal.js';
import { SuppressionImportsService } from './suppression-imports.service.js';

const FILE = { type: 'string', format: 'binary', description: 'CSV, TSV, TXT (also gzipped) or XLSX.' };
const NOTE = { type: 'string', maxLength: 200 };

@ApiTags('Suppressions')
@Controller('api/v1/suppressions/import')
export class SuppressionFilesController {
  constructor(private readonly imports: SuppressionImportsService) {}

  @Answers(SuppressionImportResult)
  @Post('file')
  @HttpCode(200)
  @Allow('suppressions.write')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: FILE, note: NOTE } } })
  import(@Caller() caller: Principal, @Req() request: FastifyRequest) {
    return this.imports.importFile(caller, request);
  }
}
