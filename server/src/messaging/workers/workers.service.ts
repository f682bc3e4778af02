import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ChannelState, StatePacket } from '@signalbox/contracts/bus';
import type { Worker, WorkerPing } from '@signalbox/contracts/workers';
import { workerOf } from '@signalbox/contracts/topics';
import { isoTime, isoTimeOrNull } from '../../platform/common/clock.js';
import { NotFound } from '../../platform/common/errors.js';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { WorkerRequestsService } from '../../platform/modem-bus/worker-requests.service.js';
import { ChannelsService } from '../sim-cards/channels.service.js';
import { type WorkerPresenceRecord, type WorkerRecord, WorkerRepository } from './worker.repository.js';
import { WorkersEvents } from './workers.events.js';

const PING_WITHIN_MS = 5_000;

/** Which workers are here. Their state says so, and their will when they can no longer. */
@Injectable()
export class WorkersService implements OnModuleInit {
  private readonly workers = new Map<string, WorkerRecord>();
  /** Those that were here when they were last heard, before this server started or lost its broker. */
  private readonly awaited = new Set<string>();
  /** Those that are connected and do not answer, since when, epoch ms. */
  private readonly hung = new Map<string, number>();
  /** Those that went without a word of their own. */
  private readonly lost = new Set<string>();
  /** What each that is here said last of its channels. */
  private readonly said = new Map<string, readonly ChannelState[]>();
  /** The same as text, once it is taken in. */
  private readonly announced = new Map<string, string>();
  /** Sessions of workers that were removed: a broker that was not told yet still carries what they say. */
  private readonly removed = new Set<string>();
  /** How many messages that came in at those that are here miss parts. */
  private readonly parts = new Map<string, number>();

  constructor(
    private readonly repository: WorkerRepository,
    private readonly channels: ChannelsService,
    private readonly events: WorkersEvents,
    private readonly log: SystemLogService,
    private readonly requests: WorkerRequestsService,
  ) {}

  /** Until they say otherwise, all are away. */
  async onModuleInit(): Promise<void> {
    for (const worker of await this.repository.all()) {
      this.workers.set(worker.id, { ...worker, online: false });
      if (worker.online) this.await(worker.id);
    }
  }

  get all(): WorkerRecord[] {
    return [...this.workers.values()];
  }

  list(): { data: Worker[]; next_cursor: null } {
    return { data: this.all.map((worker) => this.view(worker)), next_cursor: null };
  }

  /** @throws NotFound */
  get(id: string): Worker {
    return this.view(this.find(id));
  }

  /** @throws NotFound */
  find(id: string): WorkerRecord {
    const worker = this.workers.get(id);
    if (!worker) throw new NotFound('worker', id);
    return worker;
  }

  /** Whether this session of a worker is here. */
  isHere(id: string, session: string): boolean {
    const worker = this.workers.get(id);
    return worker?.online === true && worker.session === session;
  }

  /** A worker was given a password; one that never came is remembered as away. */
  enrolled(id: string, label: string | null, enrolledAt: number): void {
    const known = this.workers.get(id) ?? { id, online: false, session: null, version: null, since: enrolledAt };
    this.workers.set(id, { ...known, label, enrolledAt });
  }

  /** A worker is no more; its channels stay, without it. */
  async forget(id: string): Promise<void> {
    const session = this.workers.get(id)?.session;
    if (session) this.removed.add(session);
    this.awaited.delete(id);
    this.forgetWord(id);
    this.requests.sessions.end(id);
    if (this.workers.delete(id)) await this.channels.goOffline(id);
  }

  /** The workers that hold messages of which parts are missing, and how many. */
  get waitingParts(): readonly [workerId: string, messages: number][] {
    return [...this.parts].filter(([, messages]) => messages > 0);
  }

  /** Asks a worker whether it is there. @throws NotFound; Unavailable when it does not answer. */
  async ping(id: string): Promise<WorkerPing> {
    this.find(id);
    const began = performance.now();
    await this.requests.ask(id, { type: 'ping', channel: null, argument: null }, PING_WITHIN_MS);
    return { milliseconds: Math.round((performance.now() - began) * 10) / 10 };
  }

  async receiveState(topic: string, packet: StatePacket): Promise<void> {
    const id = workerOf(topic);
    const known = this.workers.get(id);
    if (packet.status === 'offline') {
      // The will of a session that was replaced says nothing about the one that is here.
      const isItsWord = known?.session === packet.session && (known.online || this.awaited.has(id));
      if (!isItsWord) return;
      await this.leave(known, packet.lost ? Date.now() : packet.at);
      if (packet.lost) this.lost.add(id);
      return;
    }
    if (this.removed.has(packet.session)) return;
    this.requests.sessions.hear(id, packet);
    const isNew = !known?.online || known.session !== packet.session;
    const { session, version, channels } = packet;
    const now = { id, online: true, session, version, since: isNew ? Date.now() : (known?.since ?? Date.now()) };
    if (isNew) await this.repository.save(now);
    if (this.removed.has(session)) return;
    const worker = this.remember(now);
    const words = JSON.stringify(channels);
    const isNews = this.announced.get(id) !== words || this.channels.contestedBy(id).length > 0;
    this.awaited.delete(id);
    this.lost.delete(id);
    this.said.set(id, channels);
    this.parts.set(id, packet.waiting_parts ?? 0);
    const answersAgain = this.hung.delete(id);
    // A repetition must not bring back a SIM card that was removed meanwhile.
    if (isNew || isNews || answersAgain) await this.channels.announce(id, channels);
    this.announced.set(id, words);
    if (answersAgain && !isNew) this.tell(worker, channels.length);
    if (!isNew) return;
    this.events.sessionBegan.next(id);
    this.tell(worker, channels.length);
  }

  /** It is connected and does not answer: nothing goes to it until it does. Its channels stay its own. */
  hang(id: string): void {
    const worker = this.workers.get(id);
    if (!worker?.online || this.hung.has(id)) return;
    const since = Date.now();
    this.hung.set(id, since);
    this.channels.close(id, 'its worker does not answer');
    this.events.presence.next({ workerId: id, online: false, channels: 0, at: since });
    this.log.record({ action: 'worker.hung', details: `worker ${id} does not answer`, status: 'failed' });
  }

  /** It said something: if it did not answer, it does again. */
  async revive(id: string): Promise<void> {
    const worker = this.workers.get(id);
    if (!worker?.online || !this.hung.delete(id)) return;
    const channels = [...(this.said.get(id) ?? [])];
    await this.channels.announce(id, channels);
    this.tell(worker, channels.length);
  }

  /** Without the broker nobody can be reached; who is here says so when it is back. */
  brokerLost(): void {
    for (const worker of this.workers.values()) {
      if (!worker.online) continue;
      worker.online = false;
      this.await(worker.id);
    }
  }

  /** Those who did not come back are gone. */
  async endWait(): Promise<void> {
    for (const id of [...this.awaited]) {
      const worker = this.workers.get(id);
      if (worker) await this.leave(worker, Date.now());
    }
  }

  private await(id: string): void {
    this.forgetWord(id);
    this.requests.sessions.forget(id);
    this.awaited.add(id);
    this.channels.await(id);
  }

  private async leave(worker: WorkerRecord, at: number): Promise<void> {
    this.requests.sessions.end(worker.id);
    const gone = { ...worker, online: false, since: at };
    await this.repository.save(gone);
    if (worker.session !== null && this.removed.has(worker.session)) return;
    const isAway = this.remember(gone);
    this.awaited.delete(worker.id);
    this.forgetWord(worker.id);
    await this.channels.goOffline(worker.id);
    this.tell(isAway, 0);
  }

  private forgetWord(id: string): void {
    this.hung.delete(id);
    this.lost.delete(id);
    this.said.delete(id);
    this.parts.delete(id);
    this.announced.delete(id);
  }

  /** What an admin said of it meanwhile stays. */
  private remember(said: WorkerPresenceRecord): WorkerRecord {
    const { label = null, enrolledAt = null } = this.workers.get(said.id) ?? {};
    const worker = { ...said, label, enrolledAt };
    this.workers.set(said.id, worker);
    return worker;
  }

  private view({ id, label, online, version, since, enrolledAt }: WorkerRecord): Worker {
    const channels = this.channels.ofWorker(id);
    const hungSince = this.hung.get(id);
    return {
      id,
      label,
      online: online && hungSince === undefined,
      state: !online ? 'offline' : hungSince === undefined ? 'online' : 'hung',
      version,
      channels: channels.length,
      channels_online: channels.filter((channel) => channel.online).length,
      in_flight: channels.reduce((sum, channel) => sum + channel.inFlight, 0),
      since: isoTime(hungSince ?? since),
      enrolled_at: isoTimeOrNull(enrolledAt),
      trouble: this.troubleOf(id),
    };
  }

  private troubleOf(id: string): string | null {
    if (this.hung.has(id)) return 'it is connected; messages go over others, or wait until it answers';
    if (this.lost.has(id)) return 'it went without a word: its process died or hangs, or its network is gone';
    const [first, ...more] = this.channels.contestedBy(id);
    if (!first) return null;
    const { kind, workerId } = first.record;
    const name = `${kind === 'sim' ? 'SIM card' : 'provider'} ${first.id}`;
    const said = `it announces ${name}, which worker ${workerId} holds`;
    if (more.length === 0) return `${said}; it gets it when that one lets go or is gone`;
    return `${said}, and ${more.length} more of others; it gets them when those let go or are gone`;
  }

  private tell(worker: WorkerRecord, channels: number): void {
    const { id, online, since } = worker;
    this.events.presence.next({ workerId: id, online, channels, at: since });
    const details = online ? `worker ${id} is online with ${channels} channels` : `worker ${id} is offline`;
    this.log.record({ action: online ? 'worker.online' : 'worker.offline', details, status: 'ok' });
  }
}
