import { Injectable } from '@nestjs/common';
import { ReplaySubject } from 'rxjs';
import type { LedgerCheck } from './ledger-check.js';

/** What others may want to know about the books. */
@Injectable()
export class LedgerEvents {
  /** The last check, also for who comes later. */
  readonly checked = new ReplaySubject<LedgerCheck>(1);
}
