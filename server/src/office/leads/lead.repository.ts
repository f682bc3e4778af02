import type { LeadStatus } from '@signalbox/contracts/office/leads';
import type { Stretch } from '../../platform/common/stretch.js';
import type { Lead, LeadPatch, NewLeadRecord } from './lead.js';

export interface LeadFilter {
  status?: LeadStatus;
  ownerId?: number;
  source?: string;
  /** Whether its next step was due before a day, and is still to be made. */
  overdue?: { on: string; is: boolean };
}

export interface Stage {
  status: LeadStatus;
  count: number;
  overdue: number;
}

/** Where leads are kept. Each call is one transaction. */
export abstract class LeadRepository {
  /** @throws Invalid when nobody has the owner's id */
  abstract create(lead: NewLeadRecord): Promise<Lead>;
  abstract find(id: number): Promise<Lead | null>;
  /** Newest first. */
  abstract list(filter: LeadFilter, stretch: Stretch): Promise<Lead[]>;
  abstract count(filter: LeadFilter): Promise<number>;
  /** @returns the lead then; null where there is none. @throws Invalid */
  abstract change(id: number, patch: LeadPatch, at: number): Promise<Lead | null>;
  /** The stages that have any. @param on the day before which what is due is overdue */
  abstract stages(ownerId: number | undefined, on: string): Promise<Stage[]>;
  /**
   * Makes the customer, and the lead won, both or neither; once.
   * @returns the customer's id, and whether it was made now. @throws NotFound
   */
  abstract convert(id: number, at: number): Promise<{ customerId: number; isNew: boolean }>;
}
