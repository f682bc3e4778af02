import { placesIn } from '@signalbox/contracts/http-places';
import type { GenericHttpSettings } from '@signalbox/contracts/providers';
import { PatternError } from '@signalbox/patterns/pattern-error';
import { allFinderOf, type FindAll } from '../places.js';

const FLAW_LENGTH = 200;

/**
 * What is read of answers and reports, by the place's field. The server refuses expressions that cannot be matched, but
 * one may be stored from before, or stand in a worker's own file: that reading is off, and the account shows why.
 */
export class Readings {
  private readonly finders = new Map<string, FindAll>();
  private readonly off = new Map<string, string>();

  constructor(settings: GenericHttpSettings) {
    for (const { field, place } of placesIn(settings)) {
      try {
        this.finders.set(field, allFinderOf(place));
      } catch (error) {
        if (!(error instanceof PatternError)) throw error;
        this.off.set(field, error.message);
      }
    }
  }

  /** Undefined where the settings have no such place, or one that is off. */
  of(field: string): FindAll | undefined {
    return this.finders.get(field);
  }

  isOff(field: string): boolean {
    return this.off.has(field);
  }

  /** In words; null when nothing is off. */
  get flaw(): string | null {
    if (this.off.size === 0) return null;
    const each = [...this.off].map(([field, why]) => `${field} is not read: ${why}`);
    return each.join('; ').slice(0, FLAW_LENGTH);
  }
}
