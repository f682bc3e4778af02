import { Injectable } from '@nestjs/common';
import { ALERT_KINDS } from '@signalbox/contracts/alert-kinds';
import type { AlertPreview, NewAlertRule } from '@signalbox/contracts/alerts';
import type { Totals } from '../../../messaging/counts/totals.js';
import { DAY, isoTime, isoTimeOrNull, minuteOf } from '../../../platform/common/clock.js';
import { Config } from '../../../platform/config/config.js';
import { AlertFactsRepository } from '../look/alert-facts.repository.js';
import { isAbout } from '../look/finding.js';
import { ProgramNamesService } from '../look/program-names.service.js';
import { GROUPED_BY, TrafficWatcherService, isRateKind } from '../look/traffic-watcher.service.js';
import { ruleOf } from './alert-rules.service.js';
import { firedTimes } from './preview.js';

const QUARTER = 15;
const WEEK_DAYS = 7;
const MOST = 200;

/** What a rule would have done over the last week, where the sums tell. */
@Injectable()
export class PreviewService {
  constructor(
    private readonly facts: AlertFactsRepository,
    private readonly traffic: TrafficWatcherService,
    private readonly programs: ProgramNamesService,
    private readonly config: Config,
  ) {}

  async of(request: NewAlertRule): Promise<AlertPreview> {
    const { kind } = request;
    if (!ALERT_KINDS[kind].previewed || !isRateKind(kind)) return { previewed: false, times: [] };
    const now = Date.now();
    const rule = { ...ruleOf(request), id: 0, builtIn: null, createdAt: now, updatedAt: now };
    const days = Math.min(WEEK_DAYS, this.config.env.STATS_MINUTES_DAYS);
    const to = Math.floor(minuteOf(now) / QUARTER) * QUARTER;
    const from = Math.floor(minuteOf(now - days * DAY) / QUARTER) * QUARTER;
    const groups = new Map<string, Map<number, Totals>>();
    for (const row of await this.facts.quarters(GROUPED_BY[kind], from * 60_000, to * 60_000)) {
      if (!isAbout(rule, row.id)) continue;
      const quarters = groups.get(row.id) ?? new Map<number, Totals>();
      groups.set(row.id, quarters.set(row.start, row));
    }
    const names = kind === 'program_success_rate' ? await this.programs.all() : new Map<string, string>();
    const times: AlertPreview['times'] = [];
    for (const [id, quarters] of groups) {
      const subject = this.traffic.about(kind, id, names)?.subject.name;
      if (subject === undefined) continue;
      for (const fired of firedTimes(rule, quarters, from, to)) {
        times.push({ subject, from: isoTime(fired.from), to: isoTimeOrNull(fired.to), worst: fired.worst });
      }
    }
    times.sort((one, other) => (one.from < other.from ? 1 : -1));
    return { previewed: true, times: times.slice(0, MOST) };
  }
}
