import { Injectable } from '@nestjs/common';
import { MESSAGE_STATUSES, type MessageStatus } from '@signalbox/contracts/messages';
import type { StatsSummary, Throughput, ThroughputPoint, ThroughputQuery } from '@signalbox/contracts/stats';
import { MINUTE, dayOf, isoTime, minuteOf } from '../common/clock.js';
import { ChannelsService } from '../sim-cards/channels.service.js';
import { QueueService } from '../sms/dispatch/queue.service.js';
import { WorkersService } from '../workers/workers.service.js';
import type { MinuteCount } from '../counts/count.repository.js';
import { MessageCounts } from '../counts/message-counts.service.js';

const FAILURES: readonly MinuteCount['status'][] = ['failed', 'undelivered', 'expired', 'uncertain'];

@Injectable()
export class StatsService {
  constructor(
    private readonly counts: MessageCounts,
    private readonly channels: ChannelsService,
    private readonly workers: WorkersService,
    private readonly queue: QueueService,
  ) {}

  async summary(): Promise<StatsSummary> {
    const [now, today] = await Promise.all([this.counts.inStatus(), this.counts.reachedSince(dayOf(Date.now()))]);
    const byStatus = Object.fromEntries(
      MESSAGE_STATUSES.map((status) => [status, now.get(status) ?? 0]),
    ) as StatsSummary['by_status'];
    const total = MESSAGE_STATUSES.reduce((sum, status) => sum + byStatus[status], 0);
    const reached = (...statuses: MessageStatus[]) =>
      statuses.reduce((sum, status) => sum + (today.get(status) ?? 0), 0);
    const channels = this.channels.all;
    const workers = this.workers.all;
    return {
      total,
      outbound: total - byStatus.received,
      inbound: byStatus.received,
      today: {
        outbound: reached('queued'),
        inbound: reached('received'),
        delivered: reached('delivered'),
        failed: reached('failed', 'undelivered', 'expired', 'uncertain'),
      },
      by_status: byStatus,
      queue: await this.queue.depths(),
      channels: { total: channels.length, online: channels.filter((channel) => channel.online).length },
      workers: { total: workers.length, online: workers.filter((worker) => worker.online).length },
    };
  }

  /** One point a minute, the current one last; minutes without messages are there with zeros. */
  async throughput({ minutes }: ThroughputQuery): Promise<Throughput> {
    const last = minuteOf(Date.now());
    const first = last - minutes + 1;
    const points = Array.from({ length: minutes }, (_, index): ThroughputPoint => {
      const at = isoTime((first + index) * MINUTE);
      return { at, accepted: 0, sent: 0, delivered: 0, failed: 0, received: 0 };
    });
    for (const { minute, status, entered } of await this.counts.byMinute(first)) {
      const point = points[minute - first];
      if (!point) continue;
      if (FAILURES.includes(status)) point.failed += entered;
      else if (status === 'accepted' || status === 'sent' || status === 'delivered' || status === 'received') {
        point[status] += entered;
      }
    }
    return { data: points };
  }
}
