import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { LiveAdmissionService } from '../live/live-admission.service.js';

/** Counts who watches. */
@Injectable()
export class LiveMetricsService {
  constructor(
    private readonly live: LiveAdmissionService,
    @InjectMetric('live_sockets') private readonly sockets: Gauge,
  ) {}

  measure(): void {
    for (const [viewer, count] of Object.entries(this.live.counts())) this.sockets.set({ viewer }, count);
  }
}
