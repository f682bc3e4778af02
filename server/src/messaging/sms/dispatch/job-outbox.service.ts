import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { BUS_VERSION, type Job } from '@signalbox/contracts/bus';
import { topicsOf } from '@signalbox/contracts/topics';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { ServerFenceService } from '../../../platform/modem-bus/server-fence.service.js';
import type { Channel } from '../../sim-cards/channel.js';
import type { Message } from '../message.js';
import { ProgramProxiesService } from '../program-proxies.service.js';
import { jobOf } from './job.js';

/** Jobs gathered for so long go in one packet: small packets are what the road downstream costs. */
const GATHER_MS = 10;
const JOBS_PER_PACKET = 250;

/** Gathers jobs by worker and publishes them in packets. What a broker does not take is sent again by InFlightService's watch. */
@Injectable()
export class JobOutboxService implements OnModuleDestroy {
  private readonly jobs = new Map<string, Job[]>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly publisher: MqttPublisher,
    private readonly fence: ServerFenceService,
    private readonly proxies: ProgramProxiesService,
  ) {}

  /** Sends a message's job for a channel to the worker of its attempt. */
  add(message: Message, { record: { key, kind } }: Channel, workerId: string): void {
    if (key === null) return;
    const proxy = kind === 'provider' ? this.proxies.of(message) : null;
    this.gather(workerId, jobOf(message, key, proxy));
  }

  onModuleDestroy(): void {
    this.flushAll();
  }

  private gather(workerId: string, job: Job): void {
    const jobs = this.jobs.get(workerId);
    if (!jobs) this.jobs.set(workerId, [job]);
    else if (jobs.push(job) >= JOBS_PER_PACKET) this.flush(workerId);
    this.timer ??= setTimeout(() => this.flushAll(), GATHER_MS);
  }

  private flushAll(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    for (const workerId of [...this.jobs.keys()]) this.flush(workerId);
  }

  private flush(workerId: string): void {
    const jobs = this.jobs.get(workerId);
    this.jobs.delete(workerId);
    if (!jobs || jobs.length === 0) return;
    const packet = { v: BUS_VERSION, fence: this.fence.value, issued_at: Date.now(), jobs };
    // Not an error here: a job that no worker accepted is sent again.
    this.publisher.publish(topicsOf(workerId).jobs, packet).catch(() => undefined);
  }
}
