import { type KeyObject, createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Sealer, deriveKey } from '../../platform/common/sealer.js';
import { Secrets } from '../../platform/config/secrets.js';

/** What of an account is never stored in clear. */
const Sealed = z.object({ secrets: z.record(z.string(), z.string()), proxy: z.string().nullable() });
export type Sealed = z.infer<typeof Sealed>;

/** Seals the accounts' secrets, and makes the tokens in the addresses of their delivery reports. */
@Injectable()
export class ProviderSealService {
  private readonly sealer: Sealer;
  private readonly tokenKey: KeyObject;
  private readonly nameKey: KeyObject;

  constructor(secrets: Secrets) {
    this.sealer = new Sealer(deriveKey(secrets.key, 'signalbox provider secrets'));
    this.tokenKey = deriveKey(secrets.key, 'signalbox provider reports');
    this.nameKey = deriveKey(secrets.key, 'signalbox provider names');
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
    return createHmac('sha256', this.tokenKey).update(boundTo(channelId)).digest('base64url');
  }

  isReportToken(channelId: number, token: string): boolean {
    const expected = Buffer.from(this.reportToken(channelId));
    const shown = Buffer.from(token);
    return shown.length === expected.length && timingSafeEqual(shown, expected);
  }

  /** A name for some credentials, of no use to find them out. */
  nameOf(credentials: readonly unknown[]): string {
    return createHmac('sha256', this.nameKey).update(JSON.stringify(credentials)).digest('base64url');
  }
}

const boundTo = (channelId: number): string => `provider ${channelId}`;
