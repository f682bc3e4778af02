import { Injectable } from '@nestjs/common';
import type { WorkerStatus } from '@signalbox/contracts/live';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { type Observable, map, merge } from 'rxjs';
import { WorkersEvents } from '../../messaging/workers/workers.events.js';
import { WorkersService } from '../../messaging/workers/workers.service.js';
import { toBrokerStatus, toStandingStatus, toWorkerStatus } from './statuses.js';

/** Which workers are here, and whether the broker is. */
@Injectable()
export class WorkerNewsService {
  readonly changes: Observable<WorkerStatus>;

  constructor(
    events: WorkersEvents,
    private readonly workers: WorkersService,
    private readonly publisher: MqttPublisher,
  ) {
    this.changes = merge(events.presence.pipe(map(toWorkerStatus)), events.broker.pipe(map(toBrokerStatus)));
  }

  /** The broker, and every worker, as they are now. */
  standing(): WorkerStatus[] {
    return [toBrokerStatus(this.publisher.reachable), ...this.workers.list().data.map(toStandingStatus)];
  }
}
