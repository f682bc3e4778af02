import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { Channel } from './channel.js';

/** A channel and two workers. */
export interface ChannelClaim {
  channel: Channel;
  /** Who holds it, or held it. */
  holder: string;
  /** Who announces it too, or has it now. */
  claimant: string;
}

/** What others may want to know about channels. */
@Injectable()
export class ChannelsEvents {
  /** Some channel opened, closed, or changed its limits, prices or pairs. */
  readonly changed = new Subject<void>();
  /** A channel whose worker says something new of it: that it came or went, its signal, its network, its trouble. */
  readonly status = new Subject<Channel>();
  /** A worker has a channel that another one had, which is gone or let go of it. */
  readonly moved = new Subject<ChannelClaim>();
  /** A worker announces a channel that another one holds; it stays where it is. */
  readonly contested = new Subject<ChannelClaim>();
}
