import { Injectable } from '@nestjs/common';
import type { CannedReplyChange, NewCannedReply } from '@signalbox/contracts/office/canned-replies';
import { defined } from '../../platform/common/defined.js';
import { NotFound } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { CustomersService } from '../customers/customers.service.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { type CannedReply, filled } from './canned-reply.js';
import { CannedReplyRepository } from './canned-reply.repository.js';

/** Answers that are given often. */
@Injectable()
export class CannedRepliesService {
  constructor(
    private readonly replies: CannedReplyRepository,
    private readonly tickets: TicketsService,
    private readonly customers: CustomersService,
  ) {}

  /** @throws NotFound */
  async get(id: number): Promise<CannedReply> {
    const reply = await this.replies.find(id);
    if (!reply) throw new NotFound('canned reply', id);
    return reply;
  }

  list(stretch: Stretch): Promise<CannedReply[]> {
    return this.replies.list(stretch);
  }

  /** @throws Conflict when another one has the name */
  create({ name, text }: NewCannedReply): Promise<CannedReply> {
    return this.replies.create({ name, text, createdAt: Date.now() });
  }

  /** @throws NotFound; Conflict as `create` */
  async change(id: number, change: CannedReplyChange): Promise<CannedReply> {
    const reply = await this.replies.change(id, defined(change), Date.now());
    if (!reply) throw new NotFound('canned reply', id);
    return reply;
  }

  /** @throws NotFound */
  async remove(id: number): Promise<void> {
    if (!(await this.replies.remove(id))) throw new NotFound('canned reply', id);
  }

  /** What it says to a ticket's customer. @throws NotFound; Conflict when that is nothing */
  async fill(id: number, ticketId: number, { username }: Principal): Promise<{ text: string }> {
    const [{ text }, ticket] = await Promise.all([this.get(id), this.tickets.get(ticketId)]);
    const customer = ticket.customerId === null ? null : await this.customers.get(ticket.customerId);
    return { text: filled(text, ticket, customer, username) };
  }
}
