import { Injectable } from '@nestjs/common';
import { ChannelsService } from '../../../messaging/sim-cards/channels.service.js';
import type { RunRoute } from '../../../messaging/sms/run-message.js';
import { RunMessagesService } from '../../../messaging/sms/run-messages.service.js';
import type { ActiveRun } from './active-run.js';
import { RunFailure } from './run-failure.js';
import type { Run } from './run.js';

/** What carries the messages of runs. */
@Injectable()
export class RunRoutesService {
  constructor(
    private readonly channels: ChannelsService,
    private readonly messages: RunMessagesService,
  ) {}

  /** @throws RunFailure when the SIM card that the program names is gone */
  routeOf({ id, programId, settings }: Run): RunRoute {
    const { sender, validitySeconds } = settings.details;
    const channel = sender === null ? undefined : this.channels.findByNumber(sender);
    if (sender !== null && !channel) throw new RunFailure(`its SIM card ${sender} was removed`);
    const simCard = channel ? { id: channel.id, number: channel.record.number } : null;
    return { runId: id, programId, userId: settings.ownerId, simCard, validitySeconds };
  }

  /** @throws RunFailure when there was a channel for the run, and now is none, at work or not */
  requireChannel(active: ActiveRun, route: RunRoute): void {
    const has = this.messages.hasChannel(route, active.run.settings.pairId);
    if (!has && active.hadChannel)
      throw new RunFailure('its channels are gone: no SIM card or provider is left to send from');
    active.hadChannel = has;
  }

  /** Why nothing can carry any of the messages that a run made last; null when something can carry some of them. */
  closedReason({ run, pairIds }: ActiveRun, route: RunRoute): string | null {
    const asked = pairIds.length > 0 ? pairIds : [run.settings.pairId];
    const reasons = asked.map((pairId) => this.messages.closedReason(route, pairId));
    return reasons.includes(null) ? null : (reasons[0] ?? null);
  }
}
