import type { Lead, LeadStatus } from '@signalbox/contracts/office/leads';
import type { PagedList } from '../core/paged-list';
import { LEADS } from '../ui/office/words';

/** One column of the board. */
export interface Stage {
  readonly status: LeadStatus;
  readonly list: PagedList<Lead>;
}

/** From first to last, as their table has them. */
export const LEAD_STAGES = Object.keys(LEADS) as LeadStatus[];
