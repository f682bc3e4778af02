import { Injectable } from '@nestjs/common';
import type { AlertKindName } from '@signalbox/contracts/alert-kinds';
import type { Dimension } from '../../../messaging/counts/totals.js';
import type { GroupTotals } from '../../../messaging/counts/totals.repository.js';
import { PairsService } from '../../../messaging/pairs/pairs.service.js';
import { ChannelsService } from '../../../messaging/sim-cards/channels.service.js';
import type { Labels, Subject } from '../alert.js';
import type { AlertRule } from '../rules/alert-rule.js';
import { AlertFactsRepository } from './alert-facts.repository.js';
import { channelLabels, channelSubject } from './channel-names.js';
import { type Finder, type Finding, type Watcher, isAbout, param } from './finding.js';
import { ProgramNamesService } from './program-names.service.js';
import { type Rate, rateFinding } from './rates.js';

/** By what the messages of each kind are told apart. */
export const GROUPED_BY = {
  pair_success_rate: 'pair',
  program_success_rate: 'program',
  channel_success_rate: 'channel',
  reports_missing: 'channel',
} as const satisfies Partial<Record<AlertKindName, Dimension>>;
export type RateKind = keyof typeof GROUPED_BY;
export const isRateKind = (kind: AlertKindName): kind is RateKind => kind in GROUPED_BY;

/** How many messages arrive, from the sums: a look for each window and dimension that rules have. */
@Injectable()
export class TrafficWatcherService implements Watcher {
  readonly kinds = Object.keys(GROUPED_BY) as RateKind[];

  constructor(
    private readonly facts: AlertFactsRepository,
    private readonly pairs: PairsService,
    private readonly channels: ChannelsService,
    private readonly programs: ProgramNamesService,
  ) {}

  async look(rules: readonly AlertRule[], now: number): Promise<Finder> {
    const looks = new Map<string, GroupTotals[]>();
    for (const rule of rules) {
      const key = keyOf(rule);
      if (looks.has(key)) continue;
      looks.set(key, await this.facts.totals(GROUPED_BY[rule.kind as RateKind], param(rule, 'minutes'), now));
    }
    const programs = rules.some(({ kind }) => kind === 'program_success_rate') ? await this.programs.all() : new Map();
    return (rule) => {
      const found: Finding[] = [];
      for (const totals of looks.get(keyOf(rule)) ?? []) {
        const rate = isAbout(rule, totals.id) ? rateFinding(rule, totals) : null;
        const about = rate && this.about(rule.kind as RateKind, totals.id, programs);
        if (rate && about) found.push({ ...about, ...words(rule, rate, about.subject) });
      }
      return found;
    };
  }

  /** What an id of a group is; null where there is no such thing any more, and of what has none. */
  about(
    kind: RateKind,
    id: string,
    programs: ReadonlyMap<string, string>,
  ): { subject: Subject; labels: Labels } | null {
    switch (GROUPED_BY[kind]) {
      case 'pair': {
        const pair = this.pairs.find(id);
        if (!pair) return null;
        const { country, operator } = pair;
        return {
          subject: { kind: 'pair', id, name: `${country} ${operator}` },
          labels: { pair: id, country, operator },
        };
      }
      case 'program': {
        const name = programs.get(id);
        return name === undefined ? null : { subject: { kind: 'program', id, name }, labels: { program: id } };
      }
      case 'channel': {
        const channel = this.channels.find(Number(id));
        return channel ? { subject: channelSubject(channel), labels: channelLabels(channel) } : null;
      }
    }
  }
}

const keyOf = (rule: AlertRule): string => `${GROUPED_BY[rule.kind as RateKind]} ${param(rule, 'minutes')}`;

function words(rule: AlertRule, { percent, of }: Rate, { name }: Subject): Pick<Finding, 'value' | 'title' | 'text'> {
  const [below, minutes] = [param(rule, 'below'), param(rule, 'minutes')];
  if (rule.kind === 'reports_missing') {
    const text = `Of ${of} messages sent within ${minutes} min, ${percent} % were reported (below ${below} %).`;
    return { value: percent, title: `${name}: delivery reports are missing`, text };
  }
  const text = `Of ${of} messages that came to an end within ${minutes} min, ${percent} % were delivered (below ${below} %).`;
  return { value: percent, title: `${name}: few messages are delivered`, text };
}
