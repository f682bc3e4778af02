import { Injectable } from '@nestjs/common';
import type { DropReason } from '@signalbox/transport/mqtt.strategy';
import { Subject } from 'rxjs';

/** Packets that were not understood, for whoever counts them. */
@Injectable()
export class DroppedPackets {
  readonly dropped = new Subject<DropReason>();
}
