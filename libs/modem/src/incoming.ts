import type { EncodedPdu } from '@signalbox/codec/pdu-octets';
import type { MessageStore } from './message-store.js';
import type { Settings } from './settings.js';

/** What the network has for the modem: a message, with its class, or a status report. */
export interface IncomingItem extends EncodedPdu {
  kind: 'message' | 'report';
  messageClass: number | null;
}

/** What delivering needs of the modem. */
export interface IncomingPort {
  settings: Settings;
  store(name: string): MessageStore;
  reportMemory(): string;
  isRegistered(): boolean;
  /** Whether somebody holds the line: what cannot be shown is stored. */
  isAttached(): boolean;
  /** Whether this is the port that is told of what comes in. */
  isToldHere(): boolean;
  /** Unsolicited lines. */
  show(text: string): void;
  memoryFull(memory: string): void;
  /** A `+CMT` or `+CDS` line and what follows it, in PDU or text mode. */
  shown(item: IncomingItem): string;
}

const RETRY_MS = 2000;
const MAX_KEPT = 1000;

/** The way from the network to the terminal, by AT+CNMI, AT+CPMS and AT+CSMS (TS 27.005 3.4). */
export class Incoming {
  /** At the network still. */
  private waiting: IncomingItem[] = [];
  /** Indications of AT+CNMI mode 0. */
  private readonly kept: string[] = [];
  private unacknowledged: IncomingItem | null = null;
  private timer: NodeJS.Timeout | undefined;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly port: IncomingPort,
    private readonly acknowledgeMs: number,
  ) {}

  get waitingCount(): number {
    return this.waiting.length;
  }

  add(item: IncomingItem): void {
    this.waiting.push(item);
    this.pump();
  }

  /** Delivers what can be delivered now: to be called when anything changed that may let it. */
  pump(): void {
    const held: IncomingItem[] = [];
    const items = this.waiting;
    this.waiting = [];
    for (const item of items) if (!this.deliver(item)) held.push(item);
    this.waiting.unshift(...held);
  }

  /** AT+CNMI was set. */
  indicationsChanged(): void {
    const { mode, bfr } = this.port.settings.cnmi;
    if (mode === 0) return;
    const kept = this.kept.splice(0);
    if (bfr === 0) for (const text of kept) this.port.show(text);
    this.pump();
  }

  /** AT+CNMA. @returns whether one was expected. */
  acknowledge(positive: boolean): boolean {
    const item = this.unacknowledged;
    if (!item) return false;
    this.settle();
    if (!positive) this.again(item);
    this.pump();
    return true;
  }

  /** A restart: what was not acknowledged, the network has still. */
  restart(): void {
    this.kept.length = 0;
    const item = this.unacknowledged;
    this.settle();
    if (item) this.waiting.unshift(item);
  }

  stop(): void {
    clearTimeout(this.timer);
    clearTimeout(this.retry);
    this.waiting = [];
  }

  /** @returns false when it must wait at the network. */
  private deliver(item: IncomingItem): boolean {
    if (!this.port.isRegistered()) return false;
    const way = this.wayOf(item);
    if (way === 'dropped') return true;
    if (way !== 'direct') return this.keep(item, way === 'told');
    if (this.port.settings.service === 1) {
      if (this.unacknowledged) return false;
      this.unacknowledged = item;
      this.timer = setTimeout(this.notAcknowledged, this.acknowledgeMs);
      this.timer.unref();
    }
    this.indicate(this.port.shown(item));
    return true;
  }

  private wayOf({ kind, messageClass }: IncomingItem): 'direct' | 'told' | 'silent' | 'dropped' {
    const { mt, ds } = this.port.settings.cnmi;
    const attached = this.port.isAttached();
    if (kind === 'report') return ds === 0 ? 'dropped' : ds === 1 && attached ? 'direct' : 'told';
    if (mt === 0) return 'silent';
    const direct = (mt === 2 && messageClass !== 2) || (mt === 3 && messageClass === 3);
    return direct && attached ? 'direct' : 'told';
  }

  private keep(item: IncomingItem, told: boolean): boolean {
    const memory = item.kind === 'report' ? this.port.reportMemory() : this.port.settings.memories[2];
    const index = this.port.store(memory).add(item, 0);
    if (index === null) {
      this.port.memoryFull(memory);
      return false;
    }
    if (told) this.indicate(`${item.kind === 'report' ? '+CDSI' : '+CMTI'}: "${memory}",${index}`);
    return true;
  }

  private indicate(text: string): void {
    if (!this.port.isToldHere()) return;
    if (this.port.settings.cnmi.mode !== 0) this.port.show(text);
    else if (this.kept.length < MAX_KEPT) this.kept.push(text);
  }

  /** TS 27.005 3.4.1: nobody acknowledges, so nothing is shown any more until AT+CNMI is set again. */
  private readonly notAcknowledged = (): void => {
    const item = this.unacknowledged;
    this.settle();
    Object.assign(this.port.settings.cnmi, { mt: 0, ds: 0 });
    if (item?.kind === 'message') this.waiting.unshift(item);
    this.pump();
  };

  private settle(): void {
    clearTimeout(this.timer);
    this.unacknowledged = null;
  }

  /** The terminal refused it: the network tries again later. */
  private again(item: IncomingItem): void {
    this.retry = setTimeout(() => this.add(item), RETRY_MS);
    this.retry.unref();
  }
}
