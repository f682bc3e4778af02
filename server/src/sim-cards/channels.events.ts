import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** What others may want to know about channels. */
@Injectable()
export class ChannelsEvents {
  /** Some channel opened, closed, or changed its limits. */
  readonly changed = new Subject<void>();
}
