import { setTimeout as sleep } from 'node:timers/promises';
import { BUS_VERSION, type ChannelState, type StatePacket } from '@signalbox/contracts/bus';
import type { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import type { Driver } from '../drivers/driver.js';
import type { Reassembly } from '../drivers/reassembly/reassembly.js';
import type { Identity } from '../identity.js';
import type { Journal } from '../journal/journal.js';

const GOODBYE_MS = 1_000;
/** A broker may have lost what it retained, or have nobody's to show to a server that begins. */
const REPEAT_MS = 30_000;

type Offline = Extract<StatePacket, { status: 'offline' }>;

/** What is retained of a worker that is gone: its own last word, or the broker's when it had no time for one. */
export const offlinePacket = ({ session }: Identity, at: number): Offline => {
  return { v: BUS_VERSION, status: 'offline', session, at };
};

/** Keeps the retained `state` true. */
export class PresenceService {
  private left = false;
  private saidAt = 0;
  private saidParts = 0;

  constructor(
    private readonly publisher: MqttPublisher,
    private readonly driver: Driver,
    private readonly identity: Identity,
    private readonly journal: Pick<Journal, 'trouble'>,
    private readonly inbound: Pick<Reassembly, 'waiting'>,
  ) {}

  /** Says that the worker is here and which channels it has: at each connect, when a channel changed, when asked, and anew. */
  readonly announce = (): void => this.say();

  /** Says so to a server that asked. */
  answer(ask: string): void {
    this.say(ask);
  }

  private say(answers?: string): void {
    if (this.left || !this.publisher.connected) return;
    const { session, version } = this.identity;
    const { trouble } = this.journal;
    const here = this.driver.channels();
    // What could not be kept must not be sent: nobody would know of it after a crash.
    const kept = (channel: ChannelState) => ({
      ...channel,
      online: false,
      trouble: `the worker cannot keep jobs: ${trouble}`,
    });
    const channels = trouble === null ? here : here.map(kept);
    this.saidAt = performance.now();
    this.saidParts = this.inbound.waiting();
    const now = { at: Date.now(), uptime_ms: Math.floor(performance.now()) };
    this.publish({
      v: BUS_VERSION,
      status: 'online',
      session,
      version,
      ...now,
      channels,
      ...(this.saidParts === 0 ? {} : { waiting_parts: this.saidParts }),
      ...(answers === undefined ? {} : { answers }),
    }).catch(() => undefined);
  }

  /** To be called about once a second. */
  tick(): void {
    if (performance.now() - this.saidAt >= REPEAT_MS || this.inbound.waiting() !== this.saidParts) this.announce();
  }

  /** Says goodbye, if the broker answers soon. */
  async leave(): Promise<void> {
    this.left = true;
    const said = this.publish(offlinePacket(this.identity, Date.now())).catch(() => undefined);
    await Promise.race([said, sleep(GOODBYE_MS, undefined, { ref: false })]);
  }

  private publish(packet: StatePacket): Promise<void> {
    return this.publisher.publish(this.identity.topics.state, packet, { retain: true });
  }
}
