import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId } from '@signalbox/contracts/common';
import { Attachment, Attachments, NewAttachment } from '@signalbox/contracts/office/attachments';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers, AnswersFile } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { toView } from './attachment.js';
import { AttachmentsService } from './attachments.service.js';

const TicketId = () => Param('id', { schema: IntId });
const FileId = () => Param('file_id', { schema: IntId });

@ApiTags('Tickets')
@Controller('api/v1/tickets/:id/attachments')
@IdempotentWrites()
export class AttachmentsController {
  constructor(private readonly attachments: AttachmentsService) {}

  @Answers(Attachments)
  @Get()
  @Allow('office.read')
  async list(@TicketId() id: number) {
    return { data: (await this.attachments.list(id)).map(toView) };
  }

  @Answers(Attachment)
  @Post()
  @Allow('office.write')
  async add(@Caller() caller: Principal, @TicketId() id: number, @Body({ schema: NewAttachment }) body: NewAttachment) {
    return toView(await this.attachments.add(id, body, caller));
  }

  @AnswersFile('application/octet-stream')
  @Get(':file_id')
  @Header('content-security-policy', "default-src 'none'; sandbox")
  @Allow('office.read')
  file(@TicketId() id: number, @FileId() fileId: number) {
    return this.attachments.file(id, fileId);
  }

  @Delete(':file_id')
  @HttpCode(204)
  @Allow('office.write')
  remove(@Caller() caller: Principal, @TicketId() id: number, @FileId() fileId: number) {
    return this.attachments.remove(id, fileId, caller);
  }
}
