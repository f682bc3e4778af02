import type { DocumentProbe } from '../platform/health/health-probe.js';
import type { NumberListRepository } from '../campaigns/number-lists/number-list.repository.js';
import type { PairRepository } from '../messaging/pairs/pair.repository.js';
import type { ProgramRepository } from '../campaigns/programs/program.repository.js';

/** Where pairs, programs and number lists are kept. */
export interface DocumentStore {
  readonly pairs: PairRepository;
  readonly programs: ProgramRepository;
  readonly numberLists: NumberListRepository;
  /** Null where they are in the SQL database, which has a probe already. */
  readonly probe: DocumentProbe | null;
}
