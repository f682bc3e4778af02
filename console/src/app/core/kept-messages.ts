import { Injectable, inject } from '@angular/core';
import { Clock } from './clock';
import { ServerSettings } from './server-settings';

const DAY_MS = 86_400_000;

/** What of messages is still there: a figure of what was before leads to no list, which would show less than it says. */
@Injectable({ providedIn: 'root' })
export class KeptMessages {
  private readonly settings = inject(ServerSettings);
  private readonly clock = inject(Clock);

  /** Whether lists have all messages from a time on, ISO 8601. Read where it is shown, so that it follows the time. */
  haveAllSince(at: string): boolean {
    const days = this.settings.messagesKeptDays();
    return days === null || Date.parse(at) >= this.clock.now() - days * DAY_MS;
  }
}
