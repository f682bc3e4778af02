import { Injectable, Logger } from '@nestjs/common';
import { ChannelsService } from '../../../messaging/sim-cards/channels.service.js';
import type { Channel } from '../../../messaging/sim-cards/channel.js';
import { WorkerRequestsService } from '../../../platform/modem-bus/worker-requests.service.js';
import { ScheduleService } from '../../../platform/schedule/schedule.service.js';
import { AlertRuleRepository } from '../rules/alert-rule.repository.js';
import { AlertFactsRepository } from './alert-facts.repository.js';
import { isAbout } from './finding.js';
import { balanceIn } from './rates.js';

const EVERY_MS = 6 * 3_600_000;

/** Asks channels for their balances, one after another, where a rule is about that. */
@Injectable()
export class BalancesService {
  private readonly logger = new Logger(BalancesService.name);

  constructor(
    private readonly rules: AlertRuleRepository,
    private readonly facts: AlertFactsRepository,
    private readonly channels: ChannelsService,
    private readonly requests: WorkerRequestsService,
    schedule: ScheduleService,
  ) {
    schedule.add({ name: 'alerts.balances', when: { every: EVERY_MS }, run: (signal) => this.askAll(signal) });
  }

  async askAll(signal: AbortSignal): Promise<void> {
    const rules = (await this.rules.enabled()).filter(({ kind }) => kind === 'low_balance');
    for (const channel of this.channels.all) {
      if (signal.aborted) return;
      if (channel.online && rules.some((rule) => isAbout(rule, String(channel.id)))) await this.ask(channel);
    }
  }

  /** One that does not answer, or has no balance to be asked for, is as it was. */
  private async ask({ id, record: { workerId, key } }: Channel): Promise<void> {
    if (workerId === null || key === null) return;
    try {
      const answer = await this.requests.ask(workerId, { type: 'balance', channel: key, argument: null });
      await this.facts.keepBalance({ channelId: id, balance: balanceIn(answer), answer, at: Date.now() });
    } catch (error) {
      this.logger.debug({ error }, `channel ${id} does not say its balance`);
    }
  }
}
