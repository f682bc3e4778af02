import { Injectable } from '@nestjs/common';
import type { Sealer } from '../../platform/common/sealer.js';
import { Secrets } from '../../platform/config/secrets.js';
import {
  RECOVERY_CODES,
  type SecondFactor,
  newRecoveryCode,
  newSecret,
  recoveryCodeIn,
  recoveryHash,
  stepOf,
} from './second-factor.js';
import { SecondFactorRepository } from './second-factor.repository.js';

/** Secrets of second factors, and codes, each of which is taken once. */
@Injectable()
export class SecondFactorsService {
  private readonly sealer: Sealer;

  constructor(
    private readonly factors: SecondFactorRepository,
    secrets: Secrets,
  ) {
    this.sealer = secrets.sealer('signalbox second factor');
  }

  /** A new secret that counts once it is confirmed; null where the account has a second factor. */
  async begin(userId: number): Promise<string | null> {
    const secret = newSecret();
    const begun = await this.factors.begin(userId, this.sealer.seal(secret, String(userId)), Date.now());
    return begun ? secret : null;
  }

  /** The recovery codes, shown once; null when the code is not of the secret that was begun. */
  async confirm(userId: number, code: string): Promise<string[] | null> {
    const factor = await this.factors.find(userId);
    const secret = factor && this.open(factor);
    if (!factor || secret === null) return null;
    const step = stepOf(secret, code, Date.now());
    if (step === null) return null;
    const codes = newCodes();
    const hashes = codes.map((each) => recoveryHash(secret, userId, each));
    return (await this.factors.confirm(factor, step, hashes, Date.now())) ? codes : null;
  }

  /** Whether a code of the app, or a recovery code, is right; it counts once. */
  async use(userId: number, typed: string): Promise<boolean> {
    const secret = await this.secretOf(userId);
    if (secret === null) return false;
    const recovery = recoveryCodeIn(typed);
    if (recovery !== null) {
      return this.factors.useRecoveryCode(userId, recoveryHash(secret, userId, recovery), Date.now());
    }
    const step = stepOf(secret, typed.replaceAll(/\s/g, ''), Date.now());
    return step !== null && this.factors.useStep(userId, step);
  }

  /** New recovery codes, in place of those that there were; null where there is no second factor. */
  async renewCodes(userId: number): Promise<string[] | null> {
    const secret = await this.secretOf(userId);
    if (secret === null) return null;
    const codes = newCodes();
    await this.factors.replaceCodes(
      userId,
      codes.map((each) => recoveryHash(secret, userId, each)),
    );
    return codes;
  }

  /** How many can be used; none where nobody can open the secret any more. */
  async codesLeft(userId: number): Promise<number> {
    return (await this.secretOf(userId)) === null ? 0 : this.factors.codesLeft(userId);
  }

  remove(userId: number): Promise<boolean> {
    return this.factors.remove(userId);
  }

  /** Of one that counts. */
  private async secretOf(userId: number): Promise<string | null> {
    const factor = await this.factors.find(userId);
    return factor === null || factor.confirmedAt === null ? null : this.open(factor);
  }

  private open({ sealed, userId }: SecondFactor): string | null {
    return this.sealer.open(sealed, String(userId));
  }
}

const newCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
