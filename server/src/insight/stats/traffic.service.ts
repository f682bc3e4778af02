import { Injectable } from '@nestjs/common';
import {
  type AggregateTotals,
  type Bucket,
  type Group,
  MAX_POINTS_IN_ALL,
  type PairTotals,
  type ProgramTotals,
  type ProviderTotals,
  type Series,
  type SeriesQuery,
  type SimCardTotals,
  type SmsMetric,
  type SmsMetrics,
  type SmsMetricsQuery,
  type TotalsBy,
  type TotalsQuery,
} from '@signalbox/contracts/stats';
import { Invalid } from '../../platform/common/errors.js';
import { MessageTotalsService } from '../../messaging/counts/message-totals.service.js';
import { RollUpService } from '../../messaging/counts/roll-up.service.js';
import type { Dimension } from '../../messaging/counts/totals.js';
import type { GroupTotals } from '../../messaging/counts/totals.repository.js';
import { PairsService } from '../../messaging/pairs/pairs.service.js';
import { ChannelsService } from '../../messaging/sim-cards/channels.service.js';
import { type Range, SPAN_OF, isoRange, seriesRange, totalsRange } from './range.js';
import {
  NO_TRAFFIC,
  byGroup,
  isTraffic,
  isoMinute,
  metricId,
  pointsOf,
  successRate,
  timesOf,
  toCounts,
} from './traffic.js';

const DIMENSION_OF: Record<Group, Dimension> = {
  pair: 'pair',
  program: 'program',
  sim_card: 'channel',
  provider: 'channel',
};
/** No channel's id. */
const NONE = -1;

/** What became of messages, over time and in sum, by pair, program, SIM card and provider. */
@Injectable()
export class TrafficService {
  constructor(
    private readonly totals: MessageTotalsService,
    private readonly rollUp: RollUpService,
    private readonly pairs: PairsService,
    private readonly channels: ChannelsService,
  ) {}

  async series(query: SeriesQuery): Promise<Series> {
    const { bucket, group_by: groupBy } = query;
    const range = this.seriesRange(query, bucket);
    requireOneDimension(query);
    const span = SPAN_OF[bucket];
    const filter = { channelId: this.channelOf(query), pairId: query.pair_id, programId: query.program_id };
    const rows = await this.totals.series({ ...range, span, filter, groupBy: groupBy && DIMENSION_OF[groupBy] });
    const groups = byGroup(rows.filter(({ id }) => this.isOf(groupBy, id)));
    if (!groupBy && groups.size === 0) groups.set('', []);
    const times = timesOf(range, span);
    requireFewPoints(groups.size * times.length);
    const byChannel = filter.channelId !== undefined || (groupBy && DIMENSION_OF[groupBy] === 'channel');
    const data = [...groups]
      .sort(([a], [b]) => compare(a, b))
      .map(([key, some]) => {
        const points = pointsOf(some, times, byChannel ?? false);
        const id = groupBy === undefined || isNone(key) ? null : key;
        return { id, name: groupBy && id !== null ? this.nameOf(groupBy, id) : null, points };
      });
    return { ...isoRange(range), bucket, group_by: groupBy ?? null, data };
  }

  async aggregate(query: TotalsQuery): Promise<AggregateTotals> {
    const range = totalsRange(query, Date.now());
    const [all] = await this.totals.totals(range);
    return { ...isoRange(range), ...toCounts(all ?? NO_TRAFFIC, false) };
  }

  byPair(query: TotalsQuery): Promise<TotalsBy<PairTotals>> {
    return this.totalsBy('pair', query, (row) => ({ ...this.namesOf(row.id), ...toCounts(row, false) }));
  }

  byProgram(query: TotalsQuery): Promise<TotalsBy<ProgramTotals>> {
    return this.totalsBy('program', query, (row) => ({ program_id: row.id || null, ...toCounts(row, false) }));
  }

  bySimCard(query: TotalsQuery): Promise<TotalsBy<SimCardTotals>> {
    return this.totalsBy('sim_card', query, (row) => {
      const number = this.channels.find(Number(row.id))?.record.number ?? null;
      return { sim_card_id: Number(row.id) || null, number, ...toCounts(row, true) };
    });
  }

  byProvider(query: TotalsQuery): Promise<TotalsBy<ProviderTotals>> {
    return this.totalsBy('provider', query, (row) => {
      const label = this.channels.find(Number(row.id))?.record.label ?? null;
      return { provider_id: Number(row.id), label, ...toCounts(row, true) };
    });
  }

  /** A row for each pair and span with messages, newest first. */
  async smsMetrics({ bucket, pair_id: pairId, ...asked }: SmsMetricsQuery): Promise<SmsMetrics> {
    const range = this.seriesRange(asked, bucket);
    const rows = await this.totals.series({ ...range, span: SPAN_OF[bucket], filter: { pairId }, groupBy: 'pair' });
    const taken = new Set<number>();
    const data = rows
      .filter(({ sent, delivered, failed }) => sent + delivered + failed > 0)
      .sort((a, b) => b.start - a.start || compare(a.id, b.id))
      .map((row): SmsMetric => {
        const { country, operator } = this.namesOf(row.id);
        const timestamp = isoMinute(row.start);
        const counts = { sms_sent: row.sent, success_rate: successRate(row), failures: row.failed };
        return { id: metricId(row.id, row.start, taken), country, operator, ...counts, timestamp };
      });
    requireFewPoints(data.length);
    return { ...isoRange(range), bucket, data };
  }

  private async totalsBy<View>(
    group: Group,
    query: TotalsQuery,
    view: (row: GroupTotals) => View,
  ): Promise<TotalsBy<View>> {
    const range = totalsRange(query, Date.now());
    const groupBy = DIMENSION_OF[group];
    const all = await this.totals.totals({ ...range, groupBy });
    const rows = all.filter((row) => isTraffic(row) && this.isOf(group, row.id));
    const size = ({ accepted, dispatched }: GroupTotals) => (groupBy === 'channel' ? dispatched : accepted);
    rows.sort((a, b) => size(b) - size(a) || compare(a.id, b.id));
    return { ...isoRange(range), data: rows.map(view) };
  }

  private seriesRange(asked: { from?: string; to?: string }, bucket: Bucket): Range {
    const range = seriesRange(asked, bucket, Date.now());
    if (bucket === 'minute' && !this.rollUp.keeps(range.from)) {
      throw Invalid.field('from', 'expected a later time, or a wider bucket: minutes that old are not kept');
    }
    return range;
  }

  /** Whether a row that is grouped by channel is of the kind that is asked for; what no channel had is among the SIM cards. */
  private isOf(group: Group | undefined, id: string): boolean {
    const isProvider = () => this.channels.kindOf(Number(id)) === 'provider';
    return group === 'provider' ? isProvider() : group !== 'sim_card' || !isProvider();
  }

  /** The channel that a series is limited to; undefined is none. */
  private channelOf({ sim_card_id: simCard, provider_id: provider }: SeriesQuery): number | undefined {
    const id = simCard ?? provider;
    if (id === undefined) return undefined;
    const isBoth = simCard !== undefined && provider !== undefined;
    return !isBoth && this.isOf(simCard === undefined ? 'provider' : 'sim_card', String(id)) ? id : NONE;
  }

  private nameOf(group: Group, id: string): string | null {
    if (group === 'sim_card') return this.channels.find(Number(id))?.record.number ?? null;
    if (group === 'provider') return this.channels.find(Number(id))?.record.label ?? null;
    const pair = group === 'pair' ? this.pairs.find(id) : undefined;
    return pair ? `${pair.country} ${pair.operator}` : null;
  }

  private namesOf(id: string): Pick<PairTotals, 'pair_id' | 'country' | 'operator'> {
    const pair = this.pairs.find(id);
    return { pair_id: id || null, country: pair?.country ?? null, operator: pair?.operator ?? null };
  }
}

/** A channel's id 0, or an empty id of a pair or a program. */
const isNone = (id: string): boolean => id === '' || id === '0';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Minutes are many: their sums are kept by one thing at a time. @throws Invalid */
function requireOneDimension(query: SeriesQuery): void {
  if (query.bucket !== 'minute') return;
  const named = [
    query.pair_id !== undefined || query.group_by === 'pair',
    query.program_id !== undefined || query.group_by === 'program',
    (query.sim_card_id ?? query.provider_id) !== undefined ||
      query.group_by === 'sim_card' ||
      query.group_by === 'provider',
  ].filter(Boolean);
  if (named.length > 1) {
    const message = 'expected hour or day: by the minute, pairs, programs and channels are counted each by itself';
    throw Invalid.field('bucket', message);
  }
}

function requireFewPoints(points: number): void {
  if (points <= MAX_POINTS_IN_ALL) return;
  const message = `expected at most ${MAX_POINTS_IN_ALL} points in all, got ${points}: narrow the range, or take a wider bucket`;
  throw Invalid.field('from', message);
}
