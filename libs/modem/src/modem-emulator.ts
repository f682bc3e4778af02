import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import { encodeDelivers } from '@signalbox/codec/pdu-deliver';
import { assembleModem } from './assemble-modem.js';
import { AtLine } from './at-line.js';
import { Faults, type Healer } from './faults.js';
import type { IncomingItem } from './incoming.js';
import { modemCommands } from './modem-commands.js';
import { type ModemOptions, modemOptions } from './modem-options.js';
import { type ModemParts, storeOf } from './modem-parts.js';
import type { Registration } from './radio.js';
import { freshSettings } from './settings.js';
import type { SentMessage, SentReport } from './submissions.js';
import type { UssdReply } from './ussd-replies.js';

/** How an inbound message arrives; see `ModemEmulator.receive`. */
export interface ReceiveOptions {
  /** Joins the parts; counts up unless told. */
  reference?: number;
  /** 8 unless told. */
  referenceBits?: 8 | 16;
  /** Epoch ms of the service centre's timestamp; now unless told. */
  at?: number;
  flash?: boolean;
  /** The parts that arrive, from 1, in this order; all of them in order unless told. */
  parts?: readonly number[];
}

interface ModemEvents {
  sent: [message: SentMessage];
  report: [report: SentReport];
  restart: [];
  drop: [];
  /** A fault began or ended. */
  fault: [];
  /** The line went away and cannot be opened again. */
  lost: [error: Error];
}

const OFFSET_MINUTES = 180;

/** An AT modem with a SIM and a network behind it (TS 27.005, 27.007, 23.040). Events: `ModemEvents`. */
export class ModemEmulator extends EventEmitter<ModemEvents> {
  readonly options: ModemOptions;
  readonly faults = new Faults(() => this.emit('fault'));
  private readonly parts: ModemParts;
  private readonly line: AtLine;
  private inboundReference = 0;
  private chatterAt = 0;
  private restarting: NodeJS.Timeout | undefined;

  constructor(given: Partial<ModemOptions> = {}, index = 0) {
    super();
    this.options = modemOptions(given, index);
    this.parts = assembleModem(this.options, this.faults, {
      show: (text) => this.line.unsolicited(text),
      isAttached: () => this.line.isAttached,
      restart: () => this.restart(),
      drop: () => {
        this.emit('drop');
        this.line.detach();
      },
      sent: (message) => this.emit('sent', message),
      report: (report) => this.emit('report', report),
    });
    this.line = new AtLine({
      settings: this.parts.settings,
      faults: this.faults,
      latencyMs: this.options.latencyMs,
      run: modemCommands(this.parts),
      chatter: () => this.chatter(),
      healedByReset: () => this.restart(),
    });
  }

  /** Puts the modem on a line; one that it was on before is closed. */
  attach(stream: Duplex): void {
    this.line.attach(stream);
    this.parts.incoming.pump();
  }

  /** Takes the modem off its line, which closes. */
  detach(): void {
    this.line.detach();
  }

  /** Off for good: no report and no timer is left. */
  close(): void {
    clearTimeout(this.restarting);
    this.parts.submissions.stop();
    this.parts.incoming.stop();
    this.parts.ussd.cancel();
    this.line.detach();
  }

  get isAttached(): boolean {
    return this.line.isAttached;
  }
  /** Each part that the network took, oldest first. */
  get sent(): readonly SentMessage[] {
    return this.parts.submissions.sent;
  }
  /** All that were ever taken, also those no longer remembered. */
  get sentCount(): number {
    return this.parts.submissions.count;
  }
  /** Each status report that the network sent, oldest first. */
  get reports(): readonly SentReport[] {
    return this.parts.submissions.reports;
  }
  /** What the network could not bring to the modem yet. */
  get waitingCount(): number {
    return this.parts.incoming.waitingCount;
  }

  /** Messages in a storage: ME, SM or SR. */
  stored(memory = 'ME'): { index: number; status: number; pdu: string }[] {
    return storeOf(this.parts.stores, memory)
      .list()
      .map(({ index, status, pdu }) => ({ index, status, pdu }));
  }

  /**
   * A message comes in.
   * @param from `+…`, digits, or a name of at most 11 characters.
   * @throws PduError when the sender is none, or the text has more than 255 parts.
   */
  receive(from: string, text: string, options: ReceiveOptions = {}): void {
    const { reference = ++this.inboundReference, referenceBits, at = Date.now(), flash } = options;
    const sentAt = { at: at - (at % 1000), offsetMinutes: OFFSET_MINUTES };
    const { smsc } = this.options;
    const pdus = encodeDelivers({ from, text, sentAt, reference, referenceBits, flash, smsc });
    const wanted = options.parts ?? pdus.map((_, index) => index + 1);
    const messageClass = flash ? 0 : null;
    for (const part of wanted) {
      const pdu = pdus[part - 1];
      if (pdu) this.parts.incoming.add({ ...pdu, kind: 'message', messageClass });
    }
  }

  /** Any PDU comes in as a message or as a report, nonsense too. */
  receivePdu(pdu: string, kind: IncomingItem['kind'] = 'message'): void {
    const smscOctets = 1 + (Number.parseInt(pdu.slice(0, 2), 16) || 0);
    const tpduLength = Math.max(0, Math.floor(pdu.length / 2) - smscOctets);
    this.parts.incoming.add({ pdu, tpduLength, kind, messageClass: null });
  }

  /** Somebody calls; AT+CHUP or ATH ends it. */
  ring(from: string): void {
    this.parts.call.from = from;
    this.parts.show('RING');
  }

  /**
   * @param text `name` or `name=value`, of FAULTS in faults.ts.
   * @param times how often it strikes; unless told once for `drop`, for ever for the others.
   * @throws RangeError when there is no such fault.
   */
  setFault(text: string, times?: number): void {
    this.faults.set(text, times);
  }
  /** @param name all of them unless told. */
  clearFault(name?: string): void {
    this.faults.clear(name);
    this.parts.incoming.pump();
  }
  /** Answers nothing until it is healed: the fault `silence`. */
  hang(healedBy: Healer = 'reset'): void {
    this.setFault(`silence=${healedBy}`);
  }

  /** What the network grants: <stat> of AT+CREG. */
  setRegistration(registration: Registration): void {
    this.parts.radio.grant(registration);
  }
  /** <rssi> of AT+CSQ: 0 to 31, 99 unknown. */
  setSignal(rssi: number): void {
    this.parts.radio.signal = rssi;
    if (this.options.vendor === 'huawei' && this.parts.settings.ownUrcs) {
      this.parts.show(this.parts.vendor.signalChanged(rssi));
    }
  }
  /** Messages to a number get `+CMS ERROR: code`; null takes that back. */
  refuse(number: string, code: number | null): void {
    this.parts.submissions.refuse(number, code);
  }
  /** TP-ST of the reports to come, one or several after one another; to one recipient, or to all. */
  setReportStatus(status: number | readonly number[], number?: string): void {
    this.parts.submissions.setReportStatus(typeof status === 'number' ? [status] : status, number);
  }
  /** What the network answers to a USSD code. */
  setUssd(code: string, reply: UssdReply): void {
    this.parts.ussd.script(code, reply);
  }

  /** As AT+CFUN=1,1 and a power cycle do: everything set is forgotten, the SIM is locked again. */
  restart(): void {
    const { settings, sim, radio, incoming, ussd, vendor } = this.parts;
    this.faults.clear('silence');
    this.line.power(false);
    ussd.cancel();
    this.parts.call.from = null;
    const { memories, ...fresh } = freshSettings(this.options.vendor);
    Object.assign(settings, fresh, { memories });
    sim.restart();
    Object.assign(radio, { functionality: 0, operatorMode: 0 });
    incoming.restart();
    this.emit('restart');
    clearTimeout(this.restarting);
    this.restarting = setTimeout(() => {
      this.line.power(true);
      radio.functionality = 1;
      for (const line of vendor.afterRestart(sim.state)) this.parts.show(line);
      incoming.pump();
    }, this.options.rebootMs);
    this.restarting.unref();
  }

  private chatter(): string {
    const { chatter } = this.parts.vendor;
    return chatter[this.chatterAt++ % chatter.length] ?? '';
  }
}
