import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { StatePacket } from '@signalbox/contracts/bus';
import type { Worker, WorkerPing } from '@signalbox/contracts/workers';
import { workerOf } from '@signalbox/contracts/topics';
import { isoTime } from '../common/clock.js';
import { NotFound } from '../common/errors.js';
import { SystemLog } from '../logs/system-log.service.js';
import { WorkerRequests } from '../modem-bus/worker-requests.service.js';
import { ChannelsService } from '../sim-cards/channels.service.js';
import { type WorkerRecord, WorkerRepository } from './worker.repository.js';
import { WorkersEvents } from './workers.events.js';

const PING_WITHIN_MS = 5_000;

/** Which workers are here. Their retained state says so, and their will when they can no longer. */
@Injectable()
export class WorkersService implements OnModuleInit {
  private readonly workers = new Map<string, WorkerRecord>();

  constructor(
    private readonly repository: WorkerRepository,
    private readonly channels: ChannelsService,
    private readonly events: WorkersEvents,
    private readonly log: SystemLog,
    private readonly requests: WorkerRequests,
  ) {}

  /** Until they say otherwise, all are away. */
  async onModuleInit(): Promise<void> {
    for (const worker of await this.repository.all()) this.workers.set(worker.id, { ...worker, online: false });
  }

  get all(): WorkerRecord[] {
    return [...this.workers.values()];
  }

  list(): { data: Worker[]; next_cursor: null } {
    const data = this.all.map((worker): Worker => {
      const channels = this.channels.ofWorker(worker.id);
      return {
        id: worker.id,
        online: worker.online,
        version: worker.version,
        channels: channels.length,
        channels_online: channels.filter((channel) => channel.online).length,
        in_flight: channels.reduce((sum, channel) => sum + channel.inFlight, 0),
        since: isoTime(worker.since),
      };
    });
    return { data, next_cursor: null };
  }

  /** Asks a worker whether it is there. @throws NotFound; Unavailable when it does not answer. */
  async ping(id: string): Promise<WorkerPing> {
    if (!this.workers.has(id)) throw new NotFound('worker', id);
    const began = performance.now();
    await this.requests.ask(id, { type: 'ping', channel: null, argument: null }, PING_WITHIN_MS);
    return { milliseconds: Math.round((performance.now() - began) * 10) / 10 };
  }

  async receiveState(topic: string, packet: StatePacket): Promise<void> {
    const id = workerOf(topic);
    const known = this.workers.get(id);
    if (packet.status === 'offline') {
      // The will of a session that was replaced says nothing about the one that is here.
      if (known?.online && known.session === packet.session) await this.leave(known, packet.at);
      return;
    }
    const isNew = !known?.online || known.session !== packet.session;
    const { session, version, channels } = packet;
    const worker = { id, online: true, session, version, since: isNew ? Date.now() : (known?.since ?? Date.now()) };
    if (isNew) await this.repository.save(worker);
    this.workers.set(id, worker);
    await this.channels.announce(id, channels);
    if (!isNew) return;
    this.events.sessionBegan.next(id);
    this.tell(worker, channels.length);
  }

  /** Without the broker nobody can be reached; retained states tell who is here when it is back. */
  brokerLost(): void {
    for (const worker of this.workers.values()) {
      if (!worker.online) continue;
      worker.online = false;
      this.channels.goOffline(worker.id);
    }
  }

  private async leave(worker: WorkerRecord, at: number): Promise<void> {
    const gone = { ...worker, online: false, since: at };
    await this.repository.save(gone);
    this.workers.set(worker.id, gone);
    this.channels.goOffline(worker.id);
    this.tell(gone, 0);
  }

  private tell(worker: WorkerRecord, channels: number): void {
    const { id, online, since } = worker;
    this.events.presence.next({ workerId: id, online, channels, at: since });
    const details = online ? `worker ${id} is online with ${channels} channels` : `worker ${id} is offline`;
    this.log.record({ action: online ? 'worker.online' : 'worker.offline', details, status: 'ok' });
  }
}
