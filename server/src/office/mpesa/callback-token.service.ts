import { type KeyObject, createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { deriveKey } from '../../platform/common/sealer.js';
import { Secrets } from '../../platform/config/secrets.js';
import type { Attempt } from './attempt.js';

type Signed = Pick<Attempt, 'id' | 'createdAt' | 'amount' | 'phone'>;

/** What in a callback's address shows that it is about an attempt of ours: callbacks are not signed. */
@Injectable()
export class CallbackTokenService {
  private readonly key: KeyObject;

  constructor(secrets: Secrets) {
    this.key = deriveKey(secrets.key, 'signalbox push callbacks');
  }

  /** 43 characters of base64url. */
  tokenOf({ id, createdAt, amount, phone }: Signed): string {
    return createHmac('sha256', this.key).update([id, createdAt, amount, phone].join(' ')).digest('base64url');
  }

  /** In constant time. */
  isTokenOf(attempt: Signed, shown: string): boolean {
    const [expected, given] = [Buffer.from(this.tokenOf(attempt)), Buffer.from(shown)];
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
