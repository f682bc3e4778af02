import { BUS_VERSION } from '@signalbox/contracts/bus';
import type { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import type { Journal } from '../journal/journal.js';

/** Packets published and not confirmed, at most: a server that is behind finds the rest in the journal later. */
export const MAX_IN_FLIGHT = 32;
const PATIENCE_MS = 5_000;
const MAX_PATIENCE_MS = 60_000;

export interface EventSenderOptions {
  topic: string;
  session: string;
  now?: () => number;
}

/**
 * Publishes the journal's outbox in order, and again what is not confirmed: from the beginning after each connect, and
 * when nothing was confirmed for 5 s. From then on a single packet knocks, at growing intervals up to a minute, so that
 * a dead server's queue at the broker does not fill; the first confirmation opens the window again.
 */
export class EventSender {
  /** The last number of each packet on its way. */
  private inFlight: number[] = [];
  private sentUpto = 0;
  private window = MAX_IN_FLIGHT;
  private patienceMs = PATIENCE_MS;
  private heardAt = 0;
  private readonly now: () => number;

  constructor(
    private readonly journal: Pick<Journal, 'packetAfter' | 'confirm'>,
    private readonly publisher: MqttPublisher,
    private readonly options: EventSenderOptions,
  ) {
    this.now = options.now ?? Date.now;
  }

  /** Publishes what the window has room for. */
  readonly pump = (): void => {
    while (this.publisher.connected && this.inFlight.length < this.window) {
      const packet = this.journal.packetAfter(this.sentUpto);
      if (!packet) return;
      if (this.inFlight.length === 0) this.heardAt = this.now();
      const head = `"v":${BUS_VERSION},"session":"${this.options.session}","after":${this.sentUpto}`;
      this.inFlight.push(packet.last);
      this.sentUpto = packet.last;
      const text = `{${head},"events":${packet.events}}`;
      // A publish fails with its connection, and the next connection begins anew.
      this.publisher.publish(this.options.topic, text).catch(() => undefined);
    }
  };

  /** Everything up to a number is committed by the server. */
  confirm(upto: number, fence: number): void {
    if (!this.journal.confirm(upto, fence)) return;
    this.inFlight = this.inFlight.filter((last) => last > upto);
    this.sentUpto = Math.max(this.sentUpto, upto);
    this.window = MAX_IN_FLIGHT;
    this.patienceMs = PATIENCE_MS;
    this.heardAt = this.now();
    this.pump();
  }

  /** A connection began: what was on its way may be lost. */
  restart(): void {
    this.inFlight = [];
    this.sentUpto = 0;
    this.pump();
  }

  /** To be called about once a second. */
  tick(): void {
    if (this.inFlight.length === 0 || this.now() - this.heardAt < this.patienceMs) return;
    this.patienceMs = Math.min(this.patienceMs * 2, MAX_PATIENCE_MS);
    this.window = 1;
    this.restart();
  }
}
