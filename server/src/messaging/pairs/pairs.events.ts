import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** What others may want to know about pairs. */
@Injectable()
export class PairsEvents {
  /** Pairs were loaded, or some pair is new, changed or gone. */
  readonly changed = new Subject<void>();
}
