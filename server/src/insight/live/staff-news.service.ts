import { Injectable } from '@nestjs/common';
import { LIVE_EVENTS, type WorkerStatus } from '@signalbox/contracts/live';
import { type Observable, map, merge } from 'rxjs';
import { NumberListsEvents } from '../../campaigns/number-lists/number-lists.events.js';
import { ProgramsEvents } from '../../campaigns/programs/programs.events.js';
import { ChannelsEvents } from '../../messaging/sim-cards/channels.events.js';
import { toProgress } from './number-list-progress.js';
import { toChannelStatus } from './statuses.js';
import { throttleEach } from './throttle-each.js';
import { WorkerNewsService } from './worker-news.service.js';

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
  private told = 0;

  constructor(
    numberLists: NumberListsEvents,
    programs: ProgramsEvents,
    channels: ChannelsEvents,
    private readonly workers: WorkerNewsService,
  ) {
    const channelStatus = channels.status.pipe(throttleEach(({ id }) => id, CHANNEL_EVERY_MS));
    this.all = merge(
      numberLists.progress.pipe(map((state) => news(LIVE_EVENTS.numberListProgress, state.list.id, toProgress(state)))),
      programs.progress.pipe(
        map((body) => news(LIVE_EVENTS.programProgress, `${body.program_id} ${body.run.id}`, body)),
      ),
      channelStatus.pipe(map((channel) => news(LIVE_EVENTS.channelStatus, channel.id, toChannelStatus(channel)))),
      workers.changes.pipe(map(this.ofWorker)),
    );
  }

  /** What a member of staff is told first: nobody says it again. */
  standing(): News[] {
    return this.workers.standing().map(this.ofWorker);
  }

  /** Each of them: that a worker went and came back is told. */
  private readonly ofWorker = (body: WorkerStatus): News => news(LIVE_EVENTS.workerStatus, ++this.told, body);
}

const news = (event: string, about: number | string, body: object): News => ({ key: `${event} ${about}`, event, body });
