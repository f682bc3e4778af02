import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { ImportState } from './number-list.js';

/** What happens to number lists, for those who show it. */
@Injectable()
export class NumberListsEvents {
  /** An import came further, or to its end; some a second and list. */
  readonly progress = new Subject<ImportState>();
}
