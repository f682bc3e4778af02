import { Logger } from '@nestjs/common';
import { decodeIncoming, type Incoming } from '@signalbox/codec/pdu-incoming';
import { PduError } from '@signalbox/codec/pdu-error';
import { octetsToHex } from '@signalbox/codec/pdu-octets';
import type { Deliver } from '@signalbox/codec/pdu-deliver';
import type { StatusReport } from '@signalbox/codec/pdu-status-report';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import type { InboundPart } from '../reassembly/reassembly.js';
import type { AtChannel } from './at-channel.js';
import type { GsmTimings } from './gsm-timings.js';

/** Short message type 0: to be acknowledged and dropped (TS 23.040 9.2.3.9). */
const TYPE_0 = 0x40;
const LISTED = /^\+CMGL:\s*(\d+)\s*,\s*(\d+)/;
const LIST_LINE = /^(?:\+CMGL:|[0-9A-F]+$)/i;
/** <stat> of what came in: unread and read; 2 and 3 are drafts (TS 27.005 3.1). */
const MAX_RECEIVED = 1;

/** Who takes what came in. Both resolve when it is on disk. */
export interface InboxTarget {
  message(part: Omit<InboundPart, 'channel'>): Promise<unknown>;
  report(report: StatusReport): Promise<void>;
}

export interface InboxModes {
  /** For the log. */
  port: string;
  acknowledges: boolean;
  memories: readonly string[];
}

/** What comes to a modem: directly, or into its storages, which are emptied. Nothing is forgotten before it is on disk. */
export class Inbox {
  private readonly dirty: Set<string>;
  private acknowledgements = 0;
  private memory: string | null = null;
  /** Nonsense in a storage, by place: noise on the line would be gone at the next look. */
  private suspects = new Map<string, string>();
  /** What is kept and could not be deleted, by place: it is not told again at each look. */
  private readonly undeleted = new Map<string, string>();
  private readonly openedAt = Date.now();
  private readonly log = new OccasionalLog((line) => new Logger('GSM').warn(line));

  constructor(
    private readonly at: AtChannel,
    private readonly target: InboxTarget,
    private readonly modes: InboxModes,
    private readonly timings: Pick<GsmTimings, 'slowMs' | 'submitMs'>,
    private readonly wake: () => void,
  ) {
    this.dirty = new Set(modes.memories);
  }

  /** Whether `work` has something to do. */
  get isDue(): boolean {
    return this.acknowledgements > 0 || this.dirty.size > 0;
  }

  /** Something lies in a storage, or it is full; by its name, the one that receives without. */
  stored(memory: string): void {
    this.dirty.add(memory || (this.modes.memories[0] ?? 'SM'));
    this.wake();
  }

  /** Looks into every storage. */
  lookAgain(): void {
    for (const memory of this.modes.memories) this.dirty.add(memory);
  }

  /** `+CMT` or `+CDS`. What cannot be kept is not acknowledged, so that the network sends it again. */
  direct(pdu: string): void {
    void this.take(pdu).then((isKept) => {
      if (!isKept || !this.modes.acknowledges) return;
      this.acknowledgements += 1;
      this.wake();
    });
  }

  /** One step: an acknowledgement, or a storage. @throws AtTimeout, LineClosed */
  async work(): Promise<void> {
    if (this.acknowledgements > 0) {
      this.acknowledgements -= 1;
      await this.at.attempt('AT+CNMA');
      return;
    }
    const [memory] = this.dirty;
    if (memory === undefined) return;
    this.dirty.delete(memory);
    await this.empty(memory);
  }

  private async empty(memory: string): Promise<void> {
    if (this.memory !== memory && !(await this.turnTo(memory))) return;
    const options = { answer: LIST_LINE, timeoutMs: this.timings.submitMs };
    const stored = storedIn((await this.at.attempt('AT+CMGL=4', options)) ?? []);
    const kept = await Promise.all(stored.map(({ index, pdu }) => this.takeStored(`${memory} ${index}`, pdu)));
    for (const [i, { index, pdu }] of stored.entries()) {
      if (!kept[i]) continue;
      const place = `${memory} ${index}`;
      this.suspects.delete(place);
      this.undeleted.set(place, pdu);
      const isDeleted = (await this.at.attempt(`AT+CMGD=${index}`, { timeoutMs: this.timings.slowMs })) !== null;
      if (isDeleted) this.undeleted.delete(place);
      else this.log.note('delete', `${this.modes.port}: a message cannot be deleted from ${memory}`);
    }
  }

  /** AT+CPMS=<mem1>: what is listed and deleted; the others stay. */
  private async turnTo(memory: string): Promise<boolean> {
    const options = { answer: /^\+CPMS:/, timeoutMs: this.timings.slowMs };
    const lines = await this.at.attempt(`AT+CPMS="${memory}"`, options);
    this.memory = lines === null ? null : memory;
    const [used, total] =
      /^\+CPMS:\s*(\d+)\s*,\s*(\d+)/
        .exec(lines?.[0] ?? '')
        ?.slice(1)
        .map(Number) ?? [];
    if (used !== undefined && total !== undefined && total > 0 && used >= total) {
      this.log.note('full', `${this.modes.port}: the storage ${memory} is full`);
    }
    return lines !== null;
  }

  private async takeStored(place: string, pdu: string): Promise<boolean> {
    if (this.undeleted.get(place) === pdu) return true;
    if (!(decoded(pdu) instanceof PduError) || this.suspects.get(place) === pdu) return this.take(pdu);
    this.suspects.set(place, pdu);
    this.dirty.add(place.split(' ')[0] ?? '');
    return false;
  }

  /** @returns whether the modem may forget it. What cannot be read is kept as it came, for people to see. */
  private async take(pdu: string): Promise<boolean> {
    const incoming = decoded(pdu);
    try {
      if (incoming instanceof PduError) {
        this.log.note('nonsense', `${this.modes.port}: cannot read a PDU: ${incoming.message}`);
        await this.target.message(unreadable(pdu, this.openedAt));
      } else if (incoming.type === 'status-report') await this.target.report(incoming);
      else if (incoming.protocolId !== TYPE_0) await this.target.message(partOf(incoming, this.openedAt));
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.log.note('keep', `${this.modes.port}: what came in stays in the modem: ${reason}`);
      return false;
    }
  }
}

/** Whether the octets of a service centre stand first: none, or a type of address, whose highest bit is set (TS 24.011 8.2.5.1). */
function hasCentre(pdu: string): boolean {
  const [length = 0, type = 0] = [pdu.slice(0, 2), pdu.slice(2, 4)].map((octet) => Number.parseInt(octet, 16));
  return length === 0 || (length >= 2 && length <= 12 && type >= 0x80);
}

/** Some modems leave the service centre out, although TS 27.005 3.1 has it before each PDU. */
function decoded(pdu: string): Incoming | PduError {
  const asItIs = incomingOf(pdu);
  if (!(asItIs instanceof PduError) && hasCentre(pdu)) return asItIs;
  const completed = incomingOf(`00${pdu}`);
  return completed instanceof PduError ? asItIs : completed;
}

function incomingOf(pdu: string): Incoming | PduError {
  try {
    return decodeIncoming(pdu);
  } catch (error) {
    if (error instanceof PduError) return error;
    throw error;
  }
}

/** Shown in place of a message that nobody can read: its PDU, from nobody knows whom. */
const unreadable = (pdu: string, connectedAt: number): Omit<InboundPart, 'channel'> => {
  const text = `[cannot be read] ${pdu === '' ? 'the modem told of it and did not show it' : pdu}`;
  return { from: 'unknown', text, at: Date.now(), concatenation: null, connectedAt };
};

/** Data messages (8 bit) are shown in hexadecimal. What tells no time that can be read has that of its arrival. */
function partOf(
  { from, text, payload, sentAt, concatenation }: Deliver,
  connectedAt: number,
): Omit<InboundPart, 'channel'> {
  return {
    from: from.number,
    text: text ?? octetsToHex(payload),
    at: sentAt?.at ?? Date.now(),
    concatenation: concatenation && {
      reference: concatenation.reference,
      total: concatenation.total,
      number: concatenation.sequence,
    },
    ...(sentAt === null ? { connectedAt } : {}),
  };
}

/** The entries of an AT+CMGL answer: a header line, then the PDU. Drafts are left alone. */
export function storedIn(lines: readonly string[]): { index: number; pdu: string }[] {
  const stored: { index: number; pdu: string }[] = [];
  let header: { index: number; status: number } | null = null;
  const put = (pdu: string): void => {
    if (header && header.status <= MAX_RECEIVED) stored.push({ index: header.index, pdu });
    header = null;
  };
  for (const line of lines) {
    const found = LISTED.exec(line);
    if (found) {
      // A header without a PDU behind it: nonsense, to be deleted all the same.
      put('');
      header = { index: Number(found[1]), status: Number(found[2]) };
    } else put(line);
  }
  put('');
  return stored;
}
