import type { SecondFactor } from './second-factor.js';

/** The accounts' second factors and recovery codes. */
export abstract class SecondFactorRepository {
  abstract find(userId: number): Promise<SecondFactor | null>;
  /** In place of one that was never confirmed. @returns false where there is a confirmed one */
  abstract begin(userId: number, sealed: string, at: number): Promise<boolean>;
  /**
   * It counts from now on, with these recovery codes (hashed); its first code is of `step`.
   * @returns false when it was confirmed before, or another was begun
   */
  abstract confirm(factor: SecondFactor, step: number, codes: readonly string[], at: number): Promise<boolean>;
  /** Of a step that is later than the last one that was used. @returns false when it is not */
  abstract useStep(userId: number, step: number): Promise<boolean>;
  /** @returns false when there is no such code, or it was used */
  abstract useRecoveryCode(userId: number, hash: string, at: number): Promise<boolean>;
  /** In place of all that there were. */
  abstract replaceCodes(userId: number, codes: readonly string[]): Promise<void>;
  abstract codesLeft(userId: number): Promise<number>;
  /** @returns whether there was one */
  abstract remove(userId: number): Promise<boolean>;
}
