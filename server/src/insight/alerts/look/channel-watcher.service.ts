import { Injectable } from '@nestjs/common';
import type { AlertKindName } from '@signalbox/contracts/alert-kinds';
import type { Channel } from '../../../messaging/sim-cards/channel.js';
import { ChannelsService } from '../../../messaging/sim-cards/channels.service.js';
import { MINUTE, dayOf } from '../../../platform/common/clock.js';
import type { AlertRule } from '../rules/alert-rule.js';
import { AlertFactsRepository, type BalanceFact, type StuckFact } from './alert-facts.repository.js';
import { channelLabels, channelSubject } from './channel-names.js';
import { type Finder, type Finding, type Watcher, isAbout, lasting, param } from './finding.js';
import { usedShare } from './rates.js';

/** What is known of channels beside what they are themselves. */
interface Known {
  month: ReadonlyMap<number, number>;
  balances: ReadonlyMap<number, BalanceFact>;
  /** By the time in minutes that rules ask for. */
  stuck: ReadonlyMap<number, ReadonlyMap<number, StuckFact>>;
  now: number;
}
type Found = Pick<Finding, 'value' | 'title' | 'text'>;

/** SIM cards and providers, one by one. */
@Injectable()
export class ChannelWatcherService implements Watcher {
  readonly kinds: readonly AlertKindName[] = [
    'sim_offline',
    'daily_cap',
    'monthly_cap',
    'low_balance',
    'messages_stuck',
  ];

  constructor(
    private readonly channels: ChannelsService,
    private readonly facts: AlertFactsRepository,
  ) {}

  async look(rules: readonly AlertRule[], now: number): Promise<Finder> {
    const has = (kind: AlertKindName): boolean => rules.some((rule) => rule.kind === kind);
    const month = new Date(now);
    const first = Date.UTC(month.getUTCFullYear(), month.getUTCMonth(), 1);
    const stuck = new Map<number, Map<number, StuckFact>>();
    for (const rule of rules) {
      const minutes = param(rule, 'minutes');
      if (rule.kind !== 'messages_stuck' || stuck.has(minutes)) continue;
      const found = await this.facts.stuck(now - minutes * MINUTE);
      stuck.set(minutes, new Map(found.map((fact) => [fact.channelId, fact])));
    }
    const known: Known = {
      month: has('monthly_cap') ? await this.facts.dispatchedSince(dayOf(first)) : new Map(),
      balances: new Map(has('low_balance') ? (await this.facts.balances()).map((fact) => [fact.channelId, fact]) : []),
      stuck,
      now,
    };
    const channels = this.channels.all.filter(({ record }) => record.status === 'active');
    return (rule) => {
      const found: Finding[] = [];
      for (const channel of channels) {
        const wrong = isAbout(rule, String(channel.id)) ? wrongWith(rule, channel, known) : null;
        if (wrong) found.push({ ...wrong, subject: channelSubject(channel), labels: channelLabels(channel) });
      }
      return found;
    };
  }
}

/** What a rule finds wrong with a channel that is switched on; null is nothing. */
export function wrongWith(rule: AlertRule, channel: Channel, known: Known): Found | null {
  const { record } = channel;
  switch (rule.kind) {
    case 'sim_offline': {
      if (record.kind !== 'sim' || channel.online) return null;
      const text = channel.trouble === null ? 'No worker has it.' : `It is offline: ${channel.trouble}.`;
      return { value: null, title: `${channelSubject(channel).name} is offline`, text };
    }
    case 'daily_cap':
      return used(channel, channel.sentOn(known.now), record.dailyCap, param(rule, 'above'), 'day');
    case 'monthly_cap': {
      if (record.kind !== 'sim') return null;
      return used(channel, known.month.get(record.id) ?? 0, param(rule, 'limit'), param(rule, 'above'), 'month');
    }
    case 'low_balance': {
      const balance = known.balances.get(record.id)?.balance ?? null;
      if (balance === null || balance >= param(rule, 'below')) return null;
      const text = `The balance is ${balance}, below ${param(rule, 'below')}.`;
      return { value: balance, title: `${channelSubject(channel).name}: low balance`, text };
    }
    case 'messages_stuck': {
      const fact = known.stuck.get(param(rule, 'minutes'))?.get(record.id);
      if (!fact || fact.count < param(rule, 'least')) return null;
      const text = `Nothing was heard of ${fact.count} messages for ${param(rule, 'minutes')} min, of the first for ${lasting(known.now - fact.oldest)}.`;
      return { value: fact.count, title: `${channelSubject(channel).name}: messages are stuck`, text };
    }
    default:
      return null;
  }
}

function used(channel: Channel, sent: number, limit: number | null, above: number, span: string): Found | null {
  const percent = usedShare(sent, limit, above);
  if (percent === null) return null;
  const text = `${sent} of ${limit} messages a ${span} are used: ${percent} %.`;
  return { value: percent, title: `${channelSubject(channel).name}: near its limit for the ${span}`, text };
}
