import { type KeyObject, createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secrets } from '../../platform/config/secrets.js';
import type { Attempt } from './attempt.js';

type Signed = Pick<Attempt, 'id' | 'createdAt' | 'amount' | 'phone'>;

/** What in a callback's address shows that it is about an attempt of ours: callbacks are not signed. */
@Injectable()
export class CallbackTokenService {
  constructor(private readonly secrets: Secrets) {}

  /** 43 characters of base64url. */
  tokenOf(attempt: Signed): string {
    return this.tokensOf(attempt)[0] as string;
  }

  /** In constant time. One from before KEY_SECRET was replaced is, too. */
  isTokenOf(attempt: Signed, shown: string): boolean {
    const given = Buffer.from(shown);
    return this.tokensOf(attempt).some((token) => {
      const expected = Buffer.from(token);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  }

  private tokensOf({ id, createdAt, amount, phone }: Signed): string[] {
    const text = [id, createdAt, amount, phone].join(' ');
    return this.secrets.keys('signalbox push callbacks').map((key) => macOf(key, text));
  }
}

const macOf = (key: KeyObject, text: string): string => createHmac('sha256', key).update(text).digest('base64url');
