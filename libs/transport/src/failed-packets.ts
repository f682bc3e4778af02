import { createHash } from 'node:crypto';

const REMEMBERED = 1000;

/** How often packets failed over their deliveries, by a digest: their texts are kept by nobody. */
export class FailedPackets {
  private readonly failures = new Map<string, number>();

  /** @param deliveries of a packet, before it is given up */
  constructor(private readonly deliveries: number) {}

  /** Counts a failure. @returns whether that was the last that a packet may have; it is forgotten then */
  isOnceTooOften(topic: string, payload: Buffer | string): boolean {
    const key = fingerprint(topic, payload);
    const failed = (this.failures.get(key) ?? 0) + 1;
    this.failures.delete(key);
    if (failed >= this.deliveries) return true;
    if (this.failures.size >= REMEMBERED) this.failures.clear();
    this.failures.set(key, failed);
    return false;
  }

  /** It was handled after all. */
  forget(topic: string, payload: Buffer | string): void {
    if (this.failures.size > 0) this.failures.delete(fingerprint(topic, payload));
  }
}

const fingerprint = (topic: string, payload: Buffer | string): string =>
  createHash('sha1').update(topic).update('\0').update(payload).digest('base64');
