import { Injectable } from '@nestjs/common';
import { LIVE_EVENTS } from '@signalbox/contracts/live';
import { type Observable, map, merge } from 'rxjs';
import { NumberListsEvents } from '../../campaigns/number-lists/number-lists.events.js';
import { ProgramsEvents } from '../../campaigns/programs/programs.events.js';
import { ChannelsEvents } from '../../messaging/sim-cards/channels.events.js';
import { WorkersEvents } from '../../messaging/workers/workers.events.js';
import { toProgress } from './number-list-progress.js';
import { toBrokerStatus, toChannelStatus, toWorkerStatus } from './statuses.js';
import { throttleEach } from './throttle-each.js';

/** An event that every member of staff is shown, as it goes over the socket. */
export interface News {
  /** What it is about: later news of the same takes its place as long as it was not shown. */
  key: string;
  event: string;
  body: object;
}

/** A channel is shown so often at most, and always as it is in the end. */
const CHANNEL_EVERY_MS = 1_000;

/** What features have to tell to staff: some packets a second each, at most. */
@Injectable()
export class StaffNewsService {
  readonly all: Observable<News>;

  constructor(
    numberLists: NumberListsEvents,
    programs: ProgramsEvents,
    channels: ChannelsEvents,
    workers: WorkersEvents,
  ) {
    const channelStatus = channels.status.pipe(throttleEach(({ id }) => id, CHANNEL_EVERY_MS));
    let told = 0;
    this.all = merge(
      numberLists.progress.pipe(map((state) => news(LIVE_EVENTS.numberListProgress, state.list.id, toProgress(state)))),
      programs.progress.pipe(
        map((body) => news(LIVE_EVENTS.programProgress, `${body.program_id} ${body.run.id}`, body)),
      ),
      channelStatus.pipe(map((channel) => news(LIVE_EVENTS.channelStatus, channel.id, toChannelStatus(channel)))),
      // Each of them: that a worker went and came back is told.
      merge(workers.presence.pipe(map(toWorkerStatus)), workers.broker.pipe(map(toBrokerStatus))).pipe(
        map((body) => news(LIVE_EVENTS.mqttStatus, ++told, body)),
      ),
    );
  }
}

const news = (event: string, about: number | string, body: object): News => ({ key: `${event} ${about}`, event, body });
