import { Injectable } from '@nestjs/common';
import { LIVE_EVENTS } from '@signalbox/contracts/live';
import { type Observable, groupBy, map, merge, mergeMap, throttleTime } from 'rxjs';
import { NumberListsEvents } from '../number-lists/number-lists.events.js';
import { ProgramsEvents } from '../programs/programs.events.js';
import { ChannelsEvents } from '../sim-cards/channels.events.js';
import { WorkersEvents } from '../workers/workers.events.js';
import { toChannelStatus } from './channel-status.js';
import { toBrokerStatus, toWorkerStatus } from './mqtt-status.js';
import { toProgress } from './number-list-progress.js';

/** An event that every member of staff is shown, as it goes over the socket. */
export interface News {
  event: string;
  body: object;
}

/** A channel is shown so often at most, and always as it is in the end. */
const CHANNEL_EVERY_MS = 1_000;

/** What features have to tell to staff: some packets a second each, at most. */
@Injectable()
export class StaffNews {
  readonly all: Observable<News>;

  constructor(
    numberLists: NumberListsEvents,
    programs: ProgramsEvents,
    channels: ChannelsEvents,
    workers: WorkersEvents,
  ) {
    const channelStatus = channels.status.pipe(
      groupBy(({ id }) => id),
      mergeMap((one) => one.pipe(throttleTime(CHANNEL_EVERY_MS, undefined, { leading: true, trailing: true }))),
    );
    this.all = merge(
      numberLists.progress.pipe(map((state) => ({ event: LIVE_EVENTS.numberListProgress, body: toProgress(state) }))),
      programs.progress.pipe(map((body) => ({ event: LIVE_EVENTS.programProgress, body }))),
      channelStatus.pipe(map((channel) => ({ event: LIVE_EVENTS.channelStatus, body: toChannelStatus(channel) }))),
      merge(workers.presence.pipe(map(toWorkerStatus)), workers.broker.pipe(map(toBrokerStatus))).pipe(
        map((body) => ({ event: LIVE_EVENTS.mqttStatus, body })),
      ),
    );
  }
}
