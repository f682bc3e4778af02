import type { ChannelState } from '@signalbox/contracts/bus';

/** A channel that a worker announces and another one holds. */
export interface ContestedChannel {
  state: ChannelState;
  holder: string;
}

/**
 * Who is here, and which channels each announced last. A channel stays with its holder until that one is gone or lets go
 * of it: else any worker could take another's messages by announcing its SIM card.
 */
export class ChannelHolders {
  private readonly here = new Map<string, ReadonlyMap<string, ChannelState>>();
  /** Here by their last word, which may be old: the server, or its broker, was away since. */
  private readonly awaited = new Set<string>();
  /** By worker, what it announces in vain, by key. */
  private readonly contested = new Map<string, Map<string, ContestedChannel>>();

  isHere(workerId: string): boolean {
    return this.here.has(workerId);
  }

  announce(workerId: string, states: readonly ChannelState[]): void {
    const keys = new Map(states.map((state) => [state.key, state]));
    this.awaited.delete(workerId);
    this.here.set(workerId, keys);
    for (const key of [...this.contestedOf(workerId).keys()]) if (!keys.has(key)) this.settle(workerId, key);
  }

  /** Who announces a channel, whoever holds it; undefined when nobody does. */
  announced(key: string): { workerId: string; state: ChannelState } | undefined {
    for (const [workerId, states] of this.here) {
      const state = states.get(key);
      if (state) return { workerId, state };
    }
    return undefined;
  }

  /** Nobody knows whether it is here, until it says so or is taken for gone. */
  await(workerId: string): void {
    this.leave(workerId);
    this.awaited.add(workerId);
  }

  leave(workerId: string): void {
    this.awaited.delete(workerId);
    this.here.delete(workerId);
    this.contested.delete(workerId);
  }

  /** Whether a channel is a worker's, so that no other may have it. */
  holds(workerId: string, key: string): boolean {
    return this.awaited.has(workerId) || (this.here.get(workerId)?.has(key) ?? false);
  }

  /** Notes that a channel stays with its holder; answers whether that is news. */
  contest(workerId: string, contested: ContestedChannel): boolean {
    const all = this.contestedOf(workerId);
    const isNew = all.get(contested.state.key)?.holder !== contested.holder;
    this.contested.set(workerId, all.set(contested.state.key, contested));
    return isNew;
  }

  /** A worker has a channel, or announces it no more. */
  settle(workerId: string, key: string): void {
    const all = this.contestedOf(workerId);
    all.delete(key);
    if (all.size === 0) this.contested.delete(workerId);
  }

  /** What a worker announces in vain, by key. */
  contestedOf(workerId: string): Map<string, ContestedChannel> {
    return this.contested.get(workerId) ?? new Map<string, ContestedChannel>();
  }

  /**
   * The contested channels that are free by now, each with the first who announced it.
   * @param holderOf who has a channel now: it may have moved since it was contested
   */
  free(holderOf: (key: string) => string | null): { workerId: string; state: ChannelState }[] {
    const free = new Map<string, { workerId: string; state: ChannelState }>();
    for (const [workerId, all] of this.contested) {
      for (const { state } of all.values()) {
        const holder = holderOf(state.key);
        const isFree = holder === null || !this.holds(holder, state.key);
        if (isFree && !free.has(state.key)) free.set(state.key, { workerId, state });
      }
    }
    return [...free.values()];
  }
}
