import { Injectable, StreamableFile } from '@nestjs/common';
import type { NewAttachment } from '@signalbox/contracts/office/attachments';
import { MAX_ATTACHMENT, MAX_ATTACHMENTS } from '@signalbox/contracts/rules';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { Invalid, NotFound } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { ScheduleService } from '../../platform/schedule/schedule.service.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { type Attachment, saveAs, typeOf } from './attachment.js';
import { AttachmentRepository } from './attachment.repository.js';

const HOUR_MS = 3_600_000;

/** Files with tickets. */
@Injectable()
export class AttachmentsService {
  constructor(
    private readonly attachments: AttachmentRepository,
    private readonly tickets: TicketsService,
    private readonly log: SystemLogService,
    schedule: ScheduleService,
  ) {
    schedule.add({ name: 'attachments.sweep', when: { every: HOUR_MS }, run: (signal) => this.sweep(signal) });
  }

  /** @throws NotFound when there is no such ticket */
  async list(ticketId: number): Promise<Attachment[]> {
    await this.tickets.get(ticketId);
    return this.attachments.list(ticketId);
  }

  /** @throws NotFound; Invalid on a file that is too large; Conflict when the ticket has as many as it may */
  async add(ticketId: number, { name, content, is_internal: isInternal }: NewAttachment, by: Principal) {
    const bytes = Buffer.from(content, 'base64');
    if (bytes.length > MAX_ATTACHMENT) throw Invalid.field('content', `expected at most ${MAX_ATTACHMENT} octets`);
    const about = { ticketId, name, isInternal, userId: by.userId, createdAt: Date.now() };
    const record = { ...about, type: typeOf(bytes), size: bytes.length };
    const attachment = await this.attachments.add(record, bytes, MAX_ATTACHMENTS);
    this.record('attachment_added', attachment, by);
    return attachment;
  }

  /** To be saved, never shown: browsers are told so. @throws NotFound */
  async file(ticketId: number, id: number): Promise<StreamableFile> {
    const { name, type, size } = await this.get(ticketId, id);
    const content = await this.attachments.content(id);
    return new StreamableFile(content, { type, length: size, disposition: saveAs(name) });
  }

  /** @throws NotFound */
  async remove(ticketId: number, id: number, by: Principal): Promise<void> {
    const attachment = await this.get(ticketId, id);
    if (!(await this.attachments.remove(ticketId, id))) throw new NotFound('attachment', id);
    this.record('attachment_removed', attachment, by);
  }

  private async get(ticketId: number, id: number): Promise<Attachment> {
    const attachment = await this.attachments.find(ticketId, id);
    if (!attachment) throw new NotFound('attachment', id);
    return attachment;
  }

  private async sweep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.attachments.sweep(Date.now() - HOUR_MS)) > 0);
  }

  private record(action: string, { id, ticketId, name }: Attachment, { userId }: Principal): void {
    this.log.record({ action, details: `ticket ${ticketId}: file ${id} (${name})`, status: 'ok', userId });
  }
}
