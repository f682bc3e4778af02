import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { LiveGateway } from '../live/live.gateway.js';

/** Counts who watches. */
@Injectable()
export class LiveMetricsService {
  constructor(
    private readonly live: LiveGateway,
    @InjectMetric('live_sockets') private readonly sockets: Gauge,
  ) {}

  measure(): void {
    for (const [viewer, count] of Object.entries(this.live.counts())) this.sockets.set({ viewer }, count);
  }
}
