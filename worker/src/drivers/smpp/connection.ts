import type { Socket } from 'node:net';
import { isBadCredentials, refusalOf, STATUS } from './command-status.js';
import type { BindKind, ConnectionSettings, ConnectionUser, Ending } from './connection-user.js';
import { Deliveries } from './deliveries.js';
import { dial } from './dial.js';
import { Enquiries } from './enquiries.js';
import { wordsOf } from './network-words.js';
import { bindBody, COMMAND, type Frame, frameOf, FrameReader, isResponse, messageIdIn, responseTo } from './pdu.js';
import { Pending } from './pending.js';

const TICK_MS = 250;
const LEAVE_MS = 1000;
const UNBOUND = 'the SMSC ended the session';
const MAX_SEQUENCE = 0x7fffffff;

/** One bound connection to an SMSC, from its opening to its end; it is not opened again. */
export class Connection<T> {
  private readonly socket: Socket;
  private readonly reader = new FrameReader();
  private readonly pending = new Pending<T>();
  private readonly enquiries = new Enquiries();
  private readonly ticker: NodeJS.Timeout;
  private readonly responseMs: number;
  private readonly deliveries: Deliveries;
  private state: 'opening' | 'bound' | 'unbinding' | 'leaving' | 'closed' = 'opening';
  /** The SMSC's unbind, which is answered last. */
  private unbind: { sequence: number; at: number } | null = null;
  private sequence = 0;
  private heardAt = Date.now();
  private readonly openedAt = Date.now();
  private ending: Ending | undefined;

  constructor(
    readonly kind: BindKind,
    private readonly account: ConnectionSettings,
    private readonly user: ConnectionUser<T>,
  ) {
    this.responseMs = account.settings.response_seconds * 1000;
    this.socket = dial(account.settings, () => this.bind());
    this.deliveries = new Deliveries({
      delivered: (delivery) => user.delivered(delivery),
      odd: (kind, words) => user.odd(kind, words),
      write: (frame, done) => this.reply(frame, done),
    });
    this.socket.on('data', (chunk) => this.read(chunk));
    this.socket.on('error', (error) => this.end(wordsOf(error)));
    this.socket.on('close', () => this.end('the SMSC closed the connection'));
    this.ticker = setInterval(() => this.tick(), TICK_MS);
  }

  get isBound(): boolean {
    return this.state === 'bound';
  }
  /** Whether answers may still come over it. */
  get isOpen(): boolean {
    return this.state === 'bound' || this.state === 'unbinding';
  }
  /** How many more may be submitted now. */
  get room(): number {
    if (this.state !== 'bound' || this.kind === 'receiver') return 0;
    return this.account.settings.window - this.pending.size;
  }
  /** How many have no answer yet. */
  get busy(): number {
    return this.pending.size;
  }
  /** What has waited longest for its answer. */
  get oldest(): T | undefined {
    return this.pending.oldest;
  }

  /** Submits; each is answered once. To be called within `room`. */
  submit(items: readonly { what: T; body: Uint8Array }[]): void {
    const at = Date.now();
    const frames = items.map(({ what, body }) => {
      const sequence = this.next();
      this.pending.add(sequence, what, at);
      return frameOf(COMMAND.submit_sm, STATUS.ok, sequence, body);
    });
    this.socket.write(frames.length === 1 && frames[0] ? frames[0] : Buffer.concat(frames));
  }

  /** Asks whether the SMSC is there. Resolves to the milliseconds it took; rejects when the connection ends before. */
  enquire(): Promise<number> {
    const sequence = this.next();
    this.socket.write(frameOf(COMMAND.enquire_link, STATUS.ok, sequence));
    return this.enquiries.add(sequence);
  }

  /** Says goodbye and closes. Resolves when it is closed. */
  async leave(): Promise<void> {
    if (this.state === 'closed') return;
    const closed = new Promise<void>((resolve) => this.socket.once('close', () => resolve()));
    if (this.state === 'bound') {
      this.state = 'leaving';
      this.socket.write(frameOf(COMMAND.unbind, STATUS.ok, this.next()));
      const timer = setTimeout(() => this.end('closed by us'), LEAVE_MS);
      await closed;
      clearTimeout(timer);
    } else {
      this.end('closed by us');
      await closed;
    }
  }

  /** Closes at once. */
  end(words: string, credentials = false): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.ending ??= { words, credentials };
    clearInterval(this.ticker);
    if (this.unbind !== null && this.socket.writable) {
      this.socket.write(frameOf(responseTo(COMMAND.unbind), STATUS.ok, this.unbind.sequence));
    }
    this.socket.destroy();
    for (const what of this.pending.drain()) {
      this.user.answered(what, { kind: 'unknown', reason: `the connection was lost before the answer: ${words}` });
    }
    this.enquiries.end(words);
    this.user.closed(this.ending);
  }

  private next(): number {
    this.sequence = this.sequence === MAX_SEQUENCE ? 1 : this.sequence + 1;
    return this.sequence;
  }

  private bind(): void {
    const { settings, password } = this.account;
    const { system_id, system_type } = settings;
    const body = bindBody({ system_id, system_type, password });
    this.socket.write(frameOf(COMMAND[`bind_${this.kind}`], STATUS.ok, this.next(), body));
  }

  private read(chunk: Buffer): void {
    this.heardAt = Date.now();
    this.enquiries.heard();
    try {
      for (const frame of this.reader.push(chunk)) {
        if (this.state === 'closed') return;
        this.take(frame);
      }
    } catch (error) {
      this.end(`the SMSC sent something that is not SMPP: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private take(frame: Frame): void {
    if (isResponse(frame.command)) return this.takeResponse(frame);
    const answer = (status: number) => this.socket.write(frameOf(responseTo(frame.command), status, frame.sequence));
    switch (frame.command) {
      case COMMAND.enquire_link:
        answer(STATUS.ok);
        break;
      case COMMAND.unbind:
        this.takeUnbind(frame.sequence);
        break;
      case COMMAND.deliver_sm:
      case COMMAND.data_sm:
        if (this.state === 'opening') answer(STATUS.wrongBindState);
        else void this.deliveries.take(frame);
        break;
      case COMMAND.alert_notification:
      case COMMAND.outbind:
        break;
      default:
        this.socket.write(frameOf(COMMAND.generic_nack, STATUS.invalidCommandId, frame.sequence));
    }
  }

  private takeResponse(frame: Frame): void {
    const { command, status, sequence } = frame;
    if (command === responseTo(COMMAND.enquire_link)) this.enquiries.answered(sequence);
    else if (command === responseTo(COMMAND.unbind)) this.end('closed by us');
    else if (this.state === 'opening') this.takeBindResponse(frame);
    else if (command === responseTo(COMMAND.submit_sm) || command === COMMAND.generic_nack) {
      const submitted = this.pending.take(sequence);
      if (!submitted) return this.user.odd('answer', 'an answer came too late, twice, or to nothing that was asked');
      this.user.answered(
        submitted.what,
        status === STATUS.ok ? { kind: 'taken', id: messageIdIn(frame) } : { kind: 'refused', status },
      );
      this.finishUnbind();
      if (status === STATUS.wrongBindState) this.end('the SMSC says that the connection is not bound');
    } else this.user.odd('answer', 'an answer came to nothing that was asked');
  }

  private takeBindResponse({ command, status }: Frame): void {
    const isOurs = command === responseTo(COMMAND[`bind_${this.kind}`]) || command === COMMAND.generic_nack;
    if (!isOurs) return this.end('the SMSC answered the bind with something else');
    if (status !== STATUS.ok || command === COMMAND.generic_nack) {
      return this.end(`the bind was refused: ${refusalOf(status).words}`, isBadCredentials(status));
    }
    this.state = 'bound';
    this.user.bound();
  }

  /** Nothing more is submitted; it is answered when nothing is under way any more. */
  private takeUnbind(sequence: number): void {
    this.unbind ??= { sequence, at: Date.now() };
    if (this.state === 'bound') {
      this.state = 'unbinding';
      this.user.unbinding(UNBOUND);
      this.finishUnbind();
    } else this.end(UNBOUND);
  }

  private finishUnbind(): void {
    const late = this.unbind !== null && Date.now() - this.unbind.at > this.responseMs;
    const busy = this.pending.size > 0 || this.deliveries.busy > 0;
    if (this.state === 'unbinding' && (late || !busy)) this.end(UNBOUND);
  }

  private reply(frame: Buffer, done: () => void): void {
    if (this.state === 'closed') return;
    this.socket.write(frame, (error) => void (error || done()));
    this.finishUnbind();
  }

  private tick(): void {
    const now = Date.now();
    if (this.state === 'opening' && now - this.openedAt > this.responseMs) {
      return this.end(`no answer to the bind within ${this.responseMs / 1000} s`);
    }
    if (this.state === 'unbinding') {
      this.expire(now - this.responseMs);
      return this.finishUnbind();
    }
    if (this.state !== 'bound') return;
    const { since } = this.enquiries;
    if (since !== null && now - since > this.responseMs) {
      return this.end(`no answer to enquire_link within ${this.responseMs / 1000} s`);
    }
    const silent = this.expire(now - this.responseMs);
    const idle = now - this.heardAt > this.account.settings.enquire_link_seconds * 1000;
    if ((silent || idle) && since === null) this.enquire().catch(() => undefined);
  }

  /** @returns whether a submit_sm had no answer in time: the SMSC may be gone. */
  private expire(before: number): boolean {
    const late = this.pending.expire(before);
    for (const what of late) {
      this.user.answered(what, { kind: 'unknown', reason: `no answer within ${this.responseMs / 1000} s` });
    }
    return late.length > 0;
  }
}
