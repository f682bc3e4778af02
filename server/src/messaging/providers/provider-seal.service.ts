import { type KeyObject, createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Sealer } from '../../platform/common/sealer.js';
import { Secrets } from '../../platform/config/secrets.js';

/** What of an account is never stored in clear. */
const Sealed = z.object({ secrets: z.record(z.string(), z.string()), proxy: z.string().nullable() });
export type Sealed = z.infer<typeof Sealed>;

/** Seals the accounts' secrets, and makes the tokens in the addresses of their delivery reports. */
@Injectable()
export class ProviderSealService {
  private readonly sealer: Sealer;

  constructor(private readonly secrets: Secrets) {
    this.sealer = secrets.sealer('signalbox provider secrets');
  }

  /** Bound to the channel, so that no row can hold another's. */
  seal(channelId: number, sealed: Sealed): string {
    return this.sealer.seal(JSON.stringify(sealed), boundTo(channelId));
  }

  /** Null where the seal is broken, or made under another KEY_SECRET. */
  open(channelId: number, text: string): Sealed | null {
    const opened = this.sealer.open(text, boundTo(channelId));
    return opened === null ? null : Sealed.parse(JSON.parse(opened));
  }

  /** What the provider shows with its delivery reports: 43 characters of base64url. */
  reportToken(channelId: number): string {
    return this.reportTokens(channelId)[0] as string;
  }

  /** Also one from before KEY_SECRET was replaced: providers have it in addresses that they were told. */
  isReportToken(channelId: number, token: string): boolean {
    const shown = Buffer.from(token);
    return this.reportTokens(channelId).some((each) => {
      const expected = Buffer.from(each);
      return shown.length === expected.length && timingSafeEqual(shown, expected);
    });
  }

  /** Names for some credentials, of no use to find them out; the newest first, and that from before KEY_SECRET was replaced. */
  namesOf(credentials: readonly unknown[]): readonly string[] {
    return this.secrets.keys('signalbox provider names').map((key) => macOf(key, JSON.stringify(credentials)));
  }

  private reportTokens(channelId: number): readonly string[] {
    return this.secrets.keys('signalbox provider reports').map((key) => macOf(key, boundTo(channelId)));
  }
}

const macOf = (key: KeyObject, text: string): string => createHmac('sha256', key).update(text).digest('base64url');

const boundTo = (channelId: number): string => `provider ${channelId}`;
