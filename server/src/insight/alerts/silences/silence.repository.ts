import type { Stretch } from '../../../platform/common/stretch.js';
import type { Silence, SilenceState } from './silence.js';

export type NewSilenceRecord = Omit<Silence, 'id'>;

export abstract class SilenceRepository {
  abstract create(silence: NewSilenceRecord): Promise<Silence>;
  abstract find(id: number): Promise<Silence | null>;
  /** Those that hold something back at a time. */
  abstract active(now: number): Promise<Silence[]>;
  /** Newest first. */
  abstract list(state: SilenceState | undefined, now: number, stretch: Stretch): Promise<Silence[]>;
  /** @returns false when it has ended already */
  abstract end(id: number, now: number): Promise<boolean>;
}
