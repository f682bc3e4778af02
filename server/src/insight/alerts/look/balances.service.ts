import { Injectable, Logger } from '@nestjs/common';
import { ChannelsService } from '../../../messaging/sim-cards/channels.service.js';
import type { Channel } from '../../../messaging/sim-cards/channel.js';
import { WorkerRequestsService } from '../../../platform/modem-bus/worker-requests.service.js';
import { ScheduleService } from '../../../platform/schedule/schedule.service.js';
import { AlertRuleRepository } from '../rules/alert-rule.repository.js';
import { AlertFactsRepository } from './alert-facts.repository.js';
import { isAbout } from './finding.js';
import { balanceIn } from './rates.js';

/** How often it is looked who is to be asked: a rule that is new need not wait for hours. */
const LOOK_MS = 15 * 60_000;
/** How often one is asked: a USSD code may cost something, and keeps the modem from sending. */
const EVERY_MS = 6 * 3_600_000;

/** Asks channels for their balances, one after another, where a rule is about that; what each said is kept. */
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
    schedule.add({ name: 'alerts.balances', when: { every: LOOK_MS }, run: (signal) => this.askAll(signal) });
  }

  async askAll(signal: AbortSignal): Promise<void> {
    const rules = (await this.rules.enabled()).filter(({ kind }) => kind === 'low_balance');
    if (rules.length === 0) return;
    const known = new Map((await this.facts.balances()).map((fact) => [fact.channelId, fact]));
    for (const channel of this.channels.all) {
      if (signal.aborted) return;
      const before = known.get(channel.id) ?? null;
      const isDue = before === null || Date.now() - before.at >= EVERY_MS;
      const isAsked = isDue && channel.online && rules.some((rule) => isAbout(rule, String(channel.id)));
      if (isAsked) await this.ask(channel, before?.balance ?? null);
    }
  }

  /** Of one that does not answer, or has no balance to be asked for, is kept that it was asked; its balance stays. */
  private async ask({ id, record: { workerId, key } }: Channel, before: number | null): Promise<void> {
    if (workerId === null || key === null) return;
    const fact = { channelId: id, balance: before, answer: '' };
    try {
      fact.answer = await this.requests.ask(workerId, { type: 'balance', channel: key, argument: null });
      fact.balance = balanceIn(fact.answer);
    } catch (error) {
      this.logger.debug({ error }, `channel ${id} does not say its balance`);
      fact.answer = error instanceof Error ? error.message : String(error);
    }
    await this.facts.keepBalance({ ...fact, at: Date.now() });
  }
}
