import { Injectable } from '@nestjs/common';
import { zonedDay, zonedTime } from '../common/zoned-time.js';
import { Config } from '../config/config.js';

/** Days and times as the installation's owner counts them: in `TIME_ZONE`. */
@Injectable()
export class CalendarService {
  constructor(private readonly config: Config) {}

  /** As it is now: it is a setting. */
  get zone(): string {
    return this.config.env.TIME_ZONE;
  }

  /** `YYYY-MM-DD`. */
  today(): string {
    return this.dayOf(Date.now());
  }

  dayOf(millis: number): string {
    return zonedDay(millis, this.zone);
  }

  /** `YYYY-MM-DD HH:MM:SS`. */
  timeOf(millis: number): string {
    return zonedTime(millis, this.zone);
  }
}
