import type { KeyObject } from 'node:crypto';
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
    private readonly secrets: Secrets,
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
    const step = secret && stepOf(secret, code, Date.now());
    if (!factor || step === null || step === '') return null;
    const codes = newCodes();
    const hashes = codes.map((each) => recoveryHash(this.codeKeys[0], userId, each));
    return (await this.factors.confirm(factor, step, hashes, Date.now())) ? codes : null;
  }

  /** Whether a code of the app, or a recovery code, is right; it counts once. */
  async use(userId: number, typed: string): Promise<boolean> {
    const recovery = recoveryCodeIn(typed);
    if (recovery !== null) {
      // Codes of before KEY_SECRET was replaced are as good, until that is ended.
      for (const key of this.codeKeys) {
        if (await this.factors.useRecoveryCode(userId, recoveryHash(key, userId, recovery), Date.now())) return true;
      }
      return false;
    }
    const factor = await this.factors.find(userId);
    if (!factor || factor.confirmedAt === null) return false;
    const secret = this.open(factor);
    const step = secret === null ? null : stepOf(secret, typed.replaceAll(/\s/g, ''), Date.now());
    return step !== null && this.factors.useStep(userId, step);
  }

  /** New recovery codes, in place of those that there were. */
  async renewCodes(userId: number): Promise<string[]> {
    const codes = newCodes();
    await this.factors.replaceCodes(
      userId,
      codes.map((each) => recoveryHash(this.codeKeys[0], userId, each)),
    );
    return codes;
  }

  codesLeft(userId: number): Promise<number> {
    return this.factors.codesLeft(userId);
  }

  remove(userId: number): Promise<boolean> {
    return this.factors.remove(userId);
  }

  private get codeKeys(): readonly [KeyObject, ...KeyObject[]] {
    return this.secrets.keys('signalbox recovery codes') as [KeyObject, ...KeyObject[]];
  }

  private open({ sealed, userId }: SecondFactor): string | null {
    return this.sealer.open(sealed, String(userId));
  }
}

const newCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
