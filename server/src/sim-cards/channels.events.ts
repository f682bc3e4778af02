import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { Channel } from './channel.js';

/** What others may want to know about channels. */
@Injectable()
export class ChannelsEvents {
  /** Some channel opened, closed, or changed its limits, prices or pairs. */
  readonly changed = new Subject<void>();
  /** A channel whose worker says something new of it: that it came or went, its signal, its network, its trouble. */
  readonly status = new Subject<Channel>();
}
