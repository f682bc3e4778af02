import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** What others may want to know about who gets no messages. */
@Injectable()
export class SuppressionEvents {
  /** Numbers (E.164) that an operator put onto the list, by hand or by an import. */
  readonly added = new Subject<readonly string[]>();
}
