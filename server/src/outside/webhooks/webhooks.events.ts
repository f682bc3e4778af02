import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** How an attempt to deliver ended: it arrived, comes again, or was given up. */
export interface DeliveryEnded {
  outcome: 'delivered' | 'again' | 'failed';
  /** From what happened to what the receiver said, in seconds; of those that arrived at the first attempt. */
  lagSeconds: number | null;
}

/** What others may want to know about webhooks. */
@Injectable()
export class WebhooksEvents {
  readonly ended = new Subject<DeliveryEnded>();
}
