import type { KeyObject } from 'node:crypto';
import { deriveKey } from '../common/sealer.js';

/** A secret that counts, and until when (epoch ms); null is without an end. */
export interface Counted {
  secret: string;
  until: number | null;
}

/** A secret, and those before it that count still, the newest first: while one is replaced both do. */
export class SecretRing {
  /** What counts, as it was told. */
  counted: readonly Counted[];
  private derived = new Map<string, readonly KeyObject[]>();
  private readonly known = new Set<string>();

  constructor(current: string) {
    this.counted = [];
    this.turn([{ secret: current, until: null }]);
  }

  /** What is signed and sealed with from now on. */
  get current(): string {
    return (this.counted[0] as Counted).secret;
  }

  /** What is believed and opened, the newest first. */
  get all(): readonly string[] {
    if (this.counted.length === 1) return [this.current];
    const now = Date.now();
    return this.counted.filter(({ until }) => until === null || until > now).map(({ secret }) => secret);
  }

  /** Every secret that this process ever had. */
  get everKnown(): readonly string[] {
    return [...this.known];
  }

  /** The keys for a purpose, the newest first. */
  keys(label: string): readonly KeyObject[] {
    const { all } = this;
    const kept = this.derived.get(label);
    if (kept?.length === all.length) return kept;
    const keys = all.map((secret) => deriveKey(secret, label));
    this.derived.set(label, keys);
    return keys;
  }

  /** Others count from now on. @param counted the newest first, at least one */
  turn(counted: readonly Counted[]): void {
    this.counted = counted;
    this.derived = new Map();
    for (const { secret } of counted) this.known.add(secret);
  }
}
