import { Injectable, Logger } from '@nestjs/common';
import type { DropReason } from '@signalbox/transport/mqtt.strategy';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import { Subject } from 'rxjs';

/** What a worker said that is another's to say. */
export type Claim = 'report' | 'inbound' | 'reply' | 'channel';

/** What came from workers and was not taken, for whoever counts it. */
@Injectable()
export class DroppedPacketsService {
  /** Packets that were not understood. */
  readonly dropped = new Subject<DropReason>();
  /** Words that were, and were not the worker's own to say. */
  readonly refused = new Subject<{ claim: Claim; count: number }>();
  private readonly log = new OccasionalLog((line) => new Logger('Workers').warn(line));

  /** Counts words that were not taken, and says so now and then. */
  refuse(claim: Claim, line: string, count = 1): void {
    if (count === 0) return;
    this.refused.next({ claim, count });
    this.log.note(claim, `${line}: not taken`);
  }
}
