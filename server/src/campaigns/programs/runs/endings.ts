import type { FailureThreshold } from '../program.js';

interface Sample {
  at: number;
  delivered: number;
  ended: number;
}

const MINUTE_MS = 60_000;
/** Samples are kept this far apart, so that a long window does not hold many. */
const LEAST_APART_MS = 5_000;

/** How a run's messages ended, over the time its program's threshold looks at. */
export class Endings {
  private samples: Sample[] = [];

  /** @param sample counts since the run's start; `at` in epoch milliseconds */
  note(sample: Sample, minutes: number): void {
    const last = this.samples.at(-1);
    if (last && this.samples.length > 1 && sample.at - last.at < LEAST_APART_MS) this.samples.pop();
    this.samples.push(sample);
    // The first of the rest is the newest that is older than the window: what ended since then is looked at.
    const begin = sample.at - minutes * MINUTE_MS;
    const first = this.samples.findLastIndex(({ at }) => at <= begin);
    if (first > 0) this.samples = this.samples.slice(first);
  }

  /** Why the run should give up, in words; null while it should not. */
  verdict({ successBelow, minutes, atLeast }: FailureThreshold): string | null {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (!first || !last) return null;
    const ended = last.ended - first.ended;
    const delivered = last.delivered - first.delivered;
    if (ended < atLeast || delivered >= successBelow * ended) return null;
    const share = Math.floor((delivered / ended) * 1000) / 10;
    return `only ${share} % of the last ${ended} messages were delivered, in ${minutes} minutes; the program asks for ${successBelow * 100} %`;
  }
}
