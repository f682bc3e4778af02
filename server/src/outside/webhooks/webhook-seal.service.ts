import { Injectable } from '@nestjs/common';
import type { Sealer } from '../../platform/common/sealer.js';
import { Secrets } from '../../platform/config/secrets.js';

type Part = 'secret' | 'headers';

/** Seals the secrets that deliveries are signed with, and the receivers' own headers, each for its endpoint. */
@Injectable()
export class WebhookSealService {
  private readonly sealer: Sealer;

  constructor(secrets: Secrets) {
    this.sealer = secrets.sealer('signalbox webhook secrets');
  }

  /** @param uid the endpoint's */
  seal(uid: string, part: Part, text: string): string {
    return this.sealer.seal(text, boundTo(uid, part));
  }

  /** Null where the seal is broken, or made under another KEY_SECRET. */
  open(uid: string, part: Part, sealed: string): string | null {
    return this.sealer.open(sealed, boundTo(uid, part));
  }
}

const boundTo = (uid: string, part: Part): string => `webhook ${uid} ${part}`;
