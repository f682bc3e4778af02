import { digestOf, type InboundPart } from './inbound-part.js';
import type { ReassemblyLimits } from './limits.js';
import type { PartsFile, StoredPart } from './parts-file.js';

/**
 * What comes again although it was kept. A network that tells a message's time tells the same one again. Of one that does
 * not, only what got no answer comes again: over the next connection, and soon. What was answered is another message.
 */
export class Repetitions {
  constructor(
    private readonly limits: Pick<ReassemblyLimits, 'arrivalMs' | 'connectedMs'>,
    private readonly now: () => number,
  ) {}

  /** Whether a part is that of a message that was told already. */
  isPart({ connectedAt, at }: InboundPart, known: StoredPart, told: number): boolean {
    if (connectedAt === undefined) return at === known.at;
    return !known.answered && this.mayComeAgain(told, connectedAt);
  }

  /** The time of a message whose network tells none: when it came first, if this is it again. */
  arrival(file: PartsFile, part: InboundPart): number {
    const digest = arrivalDigest(part);
    const before = file.arrivalOf(digest);
    if (before && !before.answered && this.mayComeAgain(before.at, part.connectedAt ?? 0)) return before.at;
    // Two messages with the same words in the same millisecond are two.
    const time = before === null ? part.at : Math.max(part.at, before.at + 1);
    file.arrive(digest, time);
    return time;
  }

  private mayComeAgain(at: number, connectedAt: number): boolean {
    const now = this.now();
    return at < connectedAt && now - at < this.limits.arrivalMs && now - connectedAt < this.limits.connectedMs;
  }
}

export const arrivalDigest = ({ channel, from, text }: InboundPart): Buffer => digestOf(channel, from, text);
