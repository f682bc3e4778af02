import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { Message } from './message.js';

/** What others may want to know about messages. */
@Injectable()
export class SmsEvents {
  /** Messages that were stored or changed, after the commit. They live on: copy what must not change. */
  readonly changed = new Subject<readonly Message[]>();
  /** How long a request to send took until its answer, in seconds. */
  readonly accepted = new Subject<number>();
}
