import { STATUS } from './command-status.js';
import type { Reply } from './connection-user.js';
import { type Delivery, deliveryIn, type Frame, frameOf, ProtocolError, responseTo } from './pdu.js';

/** Deliveries that wait for the journal; what comes beyond them is refused for now, and comes again. */
const MAX_WAITING = 1000;

interface Host {
  delivered(delivery: Delivery): Promise<Reply>;
  odd(kind: string, words: string): void;
  /** Writes an answer, where the connection still can; `done` once it went out. */
  write(frame: Buffer, done: () => void): void;
}

/** What an SMSC delivers over a connection, and the answers: each when what came is kept. */
export class Deliveries {
  private waiting = 0;

  constructor(private readonly host: Host) {}

  /** How many have no answer yet. */
  get busy(): number {
    return this.waiting;
  }

  /** Resolves when it is answered. */
  async take(frame: Frame): Promise<void> {
    this.waiting += 1;
    const { status, answered } = await this.replyTo(frame);
    this.waiting -= 1;
    // message_id is unused and empty (4.6.2).
    const answer = frameOf(responseTo(frame.command), status, frame.sequence, Buffer.alloc(1));
    this.host.write(answer, answered ?? (() => undefined));
  }

  private async replyTo(frame: Frame): Promise<Reply> {
    if (this.waiting > MAX_WAITING) return { status: STATUS.temporaryError };
    try {
      return await this.host.delivered(deliveryIn(frame));
    } catch (error) {
      this.host.odd('delivery', `refused a delivery: ${error instanceof Error ? error.message : String(error)}`);
      return { status: error instanceof ProtocolError ? STATUS.permanentError : STATUS.temporaryError };
    }
  }
}
