import { LANES, type Lane } from '../message.js';

/** Turns a lane gets while all three have messages waiting: urgent goes first, and bulk never starves. */
export const LANE_WEIGHTS: readonly number[] = [8, 3, 1];
const TOTAL = LANE_WEIGHTS.reduce((sum, weight) => sum + weight, 0);

/**
 * Smooth weighted round-robin over the lanes that have something: each choice credits every such lane with its weight
 * and charges the chosen one with their sum, so turns interleave instead of coming in runs.
 */
export class LaneChooser {
  private readonly credits = [0, 0, 0];
  private readonly before = [0, 0, 0];

  /** @param isHeld whether a lane that has nothing to offer just now keeps its credit, since something waits in it */
  choose(hasSome: (lane: Lane) => boolean, isHeld: (lane: Lane) => boolean = () => false): Lane | null {
    let best: Lane | null = null;
    let total = 0;
    for (const lane of LANES) {
      const ready = hasSome(lane);
      if (!ready && !isHeld(lane)) this.credits[lane] = 0;
      this.before[lane] = this.credits[lane] ?? 0;
      if (!ready) continue;
      const weight = LANE_WEIGHTS[lane] ?? 0;
      total += weight;
      this.credits[lane] = Math.min(TOTAL, (this.credits[lane] ?? 0) + weight);
      if (best === null || (this.credits[lane] ?? 0) > (this.credits[best] ?? 0)) best = lane;
    }
    if (best !== null) this.credits[best] = (this.credits[best] ?? 0) - total;
    return best;
  }

  /** The last choice came to nothing, and costs nothing: else a lane could lose each of its turns to a full channel. */
  undo(): void {
    for (const lane of LANES) this.credits[lane] = this.before[lane] ?? 0;
  }
}
