import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { Message } from './message.js';

/** Dispatched messages that nobody held, those that were held and had left, and how long the oldest had been so, in ms. */
export interface Strays {
  adopted: number;
  dropped: number;
  oldestMs: number;
}

/** What others may want to know about messages. */
@Injectable()
export class SmsEvents {
  /** Messages that were stored or changed, after the commit. They live on: copy what must not change. */
  readonly changed = new Subject<readonly Message[]>();
  /** What the database and this server were found to think differently of, each time that it is looked for. */
  readonly strays = new Subject<Strays>();
  /** How long a request to send took until its answer, in seconds. */
  readonly accepted = new Subject<number>();
}
