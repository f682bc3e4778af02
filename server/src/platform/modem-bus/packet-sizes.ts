/** Types of control packets (MQTT 3.1.1, 2.2.1). */
const CONNECT = 1;
const PUBLISH = 3;

/** Name, password, client id and a will, in the one packet that a stranger may send. */
const LARGEST_CONNECT = 4 * 1024;
/** All that may come before its sender is known. */
const LARGEST_GREETING = 16 * 1024;
/** Far above what a worker makes of 500 events, or the server of 250 messages. */
export const LARGEST_PUBLISH = 8 * 1024 * 1024;
/** Subscriptions, acknowledgements, pings. */
const LARGEST_OTHER = 64 * 1024;
/** Of the fourth octet of a length (2.2.3), which is its last. */
const LAST_WEIGHT = 128 ** 3;

/**
 * Follows the fixed headers (MQTT 3.1.1, 2.2) of what a client sends, and notices a packet that is too large by its first
 * octets, before anybody gathers it.
 */
export class PacketSizes {
  private isKnown = false;
  private total = 0;
  private packets = 0;
  /** Of the packet that is coming in: its type, what is left of it, and the weight of the next octet of its length. */
  private type = 0;
  private left = 0;
  private weight = 0;

  /** From now on the sender is somebody. */
  letIn(): void {
    this.isKnown = true;
  }

  /** What is wrong with the next piece, or null. */
  complaint(piece: Uint8Array): string | null {
    this.total += piece.length;
    if (!this.isKnown && this.total > LARGEST_GREETING) return 'too much before it was let in';
    let at = 0;
    while (at < piece.length) {
      if (this.weight === 0 && this.left > 0) {
        const step = Math.min(this.left, piece.length - at);
        this.left -= step;
        at += step;
        continue;
      }
      const complaint = this.header(piece[at] ?? 0);
      if (complaint !== null) return complaint;
      at += 1;
    }
    return null;
  }

  /** Takes an octet of a fixed header. */
  private header(octet: number): string | null {
    if (this.weight === 0) {
      this.type = octet >> 4;
      [this.left, this.weight] = [0, 1];
      return ++this.packets === 1 && this.type !== CONNECT ? 'no CONNECT' : null;
    }
    if (this.weight > LAST_WEIGHT) return 'a length of more than four octets';
    this.left += (octet & 0x7f) * this.weight;
    this.weight = octet & 0x80 ? this.weight * 128 : 0;
    return this.left > this.largest() ? `a packet of type ${this.type} that is too large` : null;
  }

  private largest(): number {
    if (this.type === CONNECT) return LARGEST_CONNECT;
    return this.isKnown && this.type === PUBLISH ? LARGEST_PUBLISH : LARGEST_OTHER;
  }
}
