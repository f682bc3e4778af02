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

  choose(hasSome: (lane: Lane) => boolean): Lane | null {
    let best: Lane | null = null;
    let total = 0;
    for (const lane of LANES) {
      if (!hasSome(lane)) {
        this.credits[lane] = 0;
        continue;
      }
      const weight = LANE_WEIGHTS[lane] ?? 0;
      total += weight;
      this.credits[lane] = Math.min(TOTAL, (this.credits[lane] ?? 0) + weight);
      if (best === null || (this.credits[lane] ?? 0) > (this.credits[best] ?? 0)) best = lane;
    }
    if (best !== null) this.credits[best] = (this.credits[best] ?? 0) - total;
    return best;
  }
}
