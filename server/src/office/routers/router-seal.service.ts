import { Injectable } from '@nestjs/common';
import type { Sealer } from '../../platform/common/sealer.js';
import { Secrets } from '../../platform/config/secrets.js';

/** Seals the routers' passwords, each for its row. */
@Injectable()
export class RouterSealService {
  private readonly sealer: Sealer;

  constructor(secrets: Secrets) {
    this.sealer = secrets.sealer('signalbox router passwords');
  }

  seal(routerId: number, password: string): string {
    return this.sealer.seal(password, boundTo(routerId));
  }

  /** Null where the seal is broken, or made under another KEY_SECRET. */
  open(routerId: number, sealed: string): string | null {
    return this.sealer.open(sealed, boundTo(routerId));
  }
}

const boundTo = (routerId: number): string => `router ${routerId}`;
