import { Injectable } from '@nestjs/common';
import { LEAD_STATUSES, type LeadChange, type LeadStages, type NewLead } from '@signalbox/contracts/office/leads';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { CalendarService } from '../../platform/calendar/calendar.service.js';
import { defined } from '../../platform/common/defined.js';
import { NotFound } from '../../platform/common/errors.js';
import { requireE164 } from '../../platform/common/phone-number.js';
import type { Principal } from '../../platform/common/principal.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Config } from '../../platform/config/config.js';
import type { Lead } from './lead.js';
import { type LeadFilter, LeadRepository } from './lead.repository.js';

/** Those who may become customers. */
@Injectable()
export class LeadsService {
  constructor(
    private readonly leads: LeadRepository,
    private readonly config: Config,
    private readonly calendar: CalendarService,
    private readonly log: SystemLogService,
  ) {}

  /** @throws NotFound */
  async get(id: number): Promise<Lead> {
    const lead = await this.leads.find(id);
    if (!lead) throw new NotFound('lead', id);
    return lead;
  }

  list(filter: LeadFilter, stretch: Stretch): Promise<Lead[]> {
    return this.leads.list(filter, stretch);
  }

  /** Whose next step should have been made before today, or all others. */
  overdue(is: boolean | undefined): LeadFilter['overdue'] {
    return is === undefined ? undefined : { on: this.calendar.today(), is };
  }

  /** Every stage with what is in it. */
  async stages(ownerId: number | undefined): Promise<LeadStages['data']> {
    const stages = new Map(
      (await this.leads.stages(ownerId, this.calendar.today())).map((each) => [each.status, each]),
    );
    return LEAD_STATUSES.map((status) => stages.get(status) ?? { status, count: 0, overdue: 0 });
  }

  count(filter: LeadFilter = {}): Promise<number> {
    return this.leads.count(filter);
  }

  /** @throws Invalid on a phone number that is none, or an owner who is not there */
  async create(request: NewLead, by: Principal): Promise<Lead> {
    const lead = await this.leads.create({
      name: request.name,
      email: request.email ?? null,
      phone: request.phone ? this.phone(request.phone) : null,
      company: request.company ?? null,
      source: request.source ?? null,
      status: request.status ?? 'new',
      notes: request.notes ?? null,
      ownerId: request.owner_id ?? null,
      nextStep: request.next_step ?? null,
      nextStepOn: request.next_step_on ?? null,
      createdAt: Date.now(),
    });
    this.record('lead_created', `lead ${lead.id}`, by);
    return lead;
  }

  /** @throws NotFound, Invalid as `create` */
  async change(id: number, request: LeadChange, by: Principal): Promise<Lead> {
    const { owner_id: ownerId, next_step: nextStep, next_step_on: nextStepOn, phone, ...rest } = request;
    const patch = defined({ ...rest, ownerId, nextStep, nextStepOn, phone: phone && this.phone(phone) });
    const lead = await this.leads.change(id, patch, Date.now());
    if (!lead) throw new NotFound('lead', id);
    this.record('lead_changed', `lead ${id}: ${Object.keys(patch).join(', ')}`, by);
    return lead;
  }

  /** Makes it a customer, unless it is one. @throws NotFound */
  async convert(id: number, by: Principal): Promise<Lead> {
    const { customerId, isNew } = await this.leads.convert(id, Date.now());
    if (isNew) this.record('lead_converted', `lead ${id}: customer ${customerId}`, by);
    return this.get(id);
  }

  private phone(input: string): string {
    return requireE164('phone', input, this.config.env.DEFAULT_COUNTRY);
  }

  private record(action: string, details: string, { userId }: Principal): void {
    this.log.record({ action, details, status: 'ok', userId });
  }
}
