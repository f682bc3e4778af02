import { Injectable } from '@nestjs/common';
import { ChannelWatcherService } from './channel-watcher.service.js';
import type { Watcher } from './finding.js';
import { ProgramWatcherService } from './program-watcher.service.js';
import { SystemWatchersService } from './system-watchers.service.js';
import { TrafficWatcherService } from './traffic-watcher.service.js';
import { WorkerWatcherService } from './worker-watcher.service.js';

/** All who know of some kinds of rules: each kind has one. */
@Injectable()
export class WatchersService {
  readonly all: readonly Watcher[];

  constructor(
    traffic: TrafficWatcherService,
    channels: ChannelWatcherService,
    workers: WorkerWatcherService,
    programs: ProgramWatcherService,
    system: SystemWatchersService,
  ) {
    this.all = [traffic, channels, workers, programs, ...system.all];
  }
}
