import { Injectable } from '@nestjs/common';
import { LIVE_EVENTS } from '@signalbox/contracts/live';
import { type Observable, map, merge } from 'rxjs';
import { NumberListsEvents } from '../number-lists/number-lists.events.js';
import { ProgramsEvents } from '../programs/programs.events.js';
import { toProgress } from './number-list-progress.js';

/** An event that every member of staff is shown, as it goes over the socket. */
export interface News {
  event: string;
  body: object;
}

/** What features have to tell to staff. Each keeps to some packets a second by itself. */
@Injectable()
export class StaffNews {
  readonly all: Observable<News>;

  constructor(numberLists: NumberListsEvents, programs: ProgramsEvents) {
    this.all = merge(
      numberLists.progress.pipe(map((state) => ({ event: LIVE_EVENTS.numberListProgress, body: toProgress(state) }))),
      programs.progress.pipe(map((body) => ({ event: LIVE_EVENTS.programProgress, body }))),
    );
  }
}
