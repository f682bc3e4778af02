/**
 * Up to which number each worker's events are here without a gap. A broker that dies loses packets, so a later packet
 * proves nothing of those before it: it is applied all the same, but confirmed only when what precedes it is here.
 */
export class EventOrder {
  private readonly complete = new Map<string, number>();

  /**
   * Notes a committed packet whose predecessor ended with `after` (0: everything before it was confirmed).
   * @returns up to where all is here, or null while something is missing; the worker sends that again.
   */
  advance(workerId: string, after: number, last: number): number | null {
    const complete = this.complete.get(workerId);
    if (after > 0 && (complete === undefined || after > complete)) return null;
    const upto = Math.max(complete ?? 0, last);
    this.complete.set(workerId, upto);
    return upto;
  }
}
