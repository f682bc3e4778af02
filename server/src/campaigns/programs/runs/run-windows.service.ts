import { Injectable } from '@nestjs/common';
import { MINUTE, isoTime } from '../../../platform/common/clock.js';
import { RunMessagesService } from '../../../messaging/sms/run-messages.service.js';
import type { SendingWindow } from '../program.js';
import { recipientZone } from '../recipient-zone.js';
import { nextOpening } from '../sending-window.js';
import type { ActiveRun } from './active-run.js';

/** How the reason of a message begins that its program's window holds. */
const OUTSIDE = 'outside its sending window';

/** Keeps runs within their sending windows. */
@Injectable()
export class RunWindowsService {
  constructor(private readonly messages: RunMessagesService) {}

  /**
   * Holds what is queued when a run's window closes, and lets it go when it opens or becomes another.
   * @returns until when it is closed, epoch ms; null while it is open, or is a matter of each recipient
   */
  async check(active: ActiveRun, now: number): Promise<number | null> {
    const { window } = active.run.settings.details;
    if (active.window !== window) {
      if (active.window !== undefined) await this.letGo(active);
      active.window = window;
      active.closedUntil = null;
    }
    if (window === null) return null;
    if (window.timeZone === 'recipient') {
      await this.checkRecipients(active, window, now);
      return null;
    }
    if (active.closedUntil !== null && now < active.closedUntil) return active.closedUntil;
    const opening = nextOpening(window, window.timeZone, now);
    if (opening > now) {
      this.messages.bar(active.run.id);
      await this.messages.hold(active.run.id, () => opening, RunWindowsService.reason(opening));
      active.closedUntil = opening;
      return opening;
    }
    if (active.closedUntil !== null) {
      active.closedUntil = null;
      await this.letGo(active);
    }
    return null;
  }

  static reason(opening: number): string {
    return `${OUTSIDE}, which opens at ${isoTime(opening)}`;
  }

  /** Rows are scheduled for their recipients' hours when they are read; this is for those that did not leave in time. */
  private async checkRecipients(active: ActiveRun, window: SendingWindow, now: number): Promise<void> {
    if (now - active.lookedAt < MINUTE) return;
    active.lookedAt = now;
    const openings = new Map<string, number>();
    const openingFor = (number: string): number => {
      const zone = recipientZone(number);
      let opening = openings.get(zone);
      if (opening === undefined) openings.set(zone, (opening = nextOpening(window, zone, now)));
      return opening;
    };
    await this.messages.hold(
      active.run.id,
      ({ dueAt, peer }) => (dueAt <= now && openingFor(peer) > now ? openingFor(peer) : null),
      OUTSIDE,
    );
  }

  private async letGo(active: ActiveRun): Promise<void> {
    this.messages.open(active.run.id);
    await this.messages.release(active.run.id, OUTSIDE, true);
  }
}
