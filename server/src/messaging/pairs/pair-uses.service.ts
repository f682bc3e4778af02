import { Injectable } from '@nestjs/common';

/** A part of the product that refers to pairs by their ids. */
export interface PairUse {
  /** What needs the pair, in words ("2 programs use it"), so that it cannot be deleted; null when nothing does. */
  reasonToKeep?(pairId: string): Promise<string | null>;
  /** Drops all references to a pair that is being deleted; called more than once. */
  forget?(pairId: string): Promise<void>;
}

/** Who refers to pairs: each registers itself, so that pairs know none of them. */
@Injectable()
export class PairUsesService {
  private readonly uses: PairUse[] = [];

  register(use: PairUse): void {
    this.uses.push(use);
  }

  async reasonToKeep(pairId: string): Promise<string | null> {
    for (const use of this.uses) {
      const reason = (await use.reasonToKeep?.(pairId)) ?? null;
      if (reason !== null) return reason;
    }
    return null;
  }

  async forget(pairId: string): Promise<void> {
    for (const use of this.uses) await use.forget?.(pairId);
  }
}
