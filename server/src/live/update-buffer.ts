import type { SmsStatusUpdate, SmsStatusUpdates } from '@signalbox/contracts/live';

/**
 * What one socket has yet to be shown: the latest of each message, in the order they first came. A client that takes
 * batches gets all at once; an old one gets one update a packet. Either way nothing's last state is dropped.
 */
export class UpdateBuffer {
  private readonly pending = new Map<string, SmsStatusUpdate>();

  constructor(private readonly batch: boolean) {}

  get isEmpty(): boolean {
    return this.pending.size === 0;
  }

  add(update: SmsStatusUpdate): void {
    this.pending.set(update.message_id, update);
  }

  /** The next packet, or null when there is nothing to show. */
  next(): SmsStatusUpdate | SmsStatusUpdates | null {
    if (this.batch) {
      if (this.isEmpty) return null;
      const updates = [...this.pending.values()];
      this.pending.clear();
      return { updates };
    }
    const first = this.pending.values().next().value;
    if (first === undefined) return null;
    this.pending.delete(first.message_id);
    return first;
  }
}
