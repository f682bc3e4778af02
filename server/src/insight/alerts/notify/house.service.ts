import { Injectable } from '@nestjs/common';
import { CalendarService } from '../../../platform/calendar/calendar.service.js';
import { isoTime } from '../../../platform/common/clock.js';
import { Config } from '../../../platform/config/config.js';
import { type Digest, digestOf } from './digest.js';
import type { Waiting } from './notice.js';

/** Whose alerts they are. */
@Injectable()
export class HouseService {
  constructor(
    private readonly config: Config,
    private readonly calendar: CalendarService,
  ) {}

  get zone(): string {
    return this.calendar.zone;
  }

  digest(waiting: Waiting): Digest {
    return digestOf(waiting, this.who());
  }

  /** What a test says. */
  test(): Digest {
    const text = 'This is a test of an alert channel; nothing is wrong.';
    const line = {
      id: 0,
      what: 'firing',
      severity: 'info',
      title: 'Test',
      text,
      labels: {},
      fingerprint: 'test',
    } as const;
    return { ...this.who(), lines: [{ ...line, since: isoTime(Date.now()) }], more: 0 };
  }

  private who(): Pick<Digest, 'from' | 'link'> {
    const { COMPANY_NAME: from, PUBLIC_URL: url } = this.config.env;
    return { from, link: url === undefined ? null : `${url}/console/alerts` };
  }
}
