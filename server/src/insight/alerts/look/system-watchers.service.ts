import { Injectable } from '@nestjs/common';
import type { Watcher } from './finding.js';
import { HouseWatcherService } from './house-watcher.service.js';
import { OfficeWatcherService } from './office-watcher.service.js';
import { QueueWatcherService } from './queue-watcher.service.js';

/** Those who look at the whole. */
@Injectable()
export class SystemWatchersService {
  readonly all: readonly Watcher[];

  constructor(queue: QueueWatcherService, office: OfficeWatcherService, house: HouseWatcherService) {
    this.all = [queue, office, house];
  }
}
