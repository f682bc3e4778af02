import { Injectable } from '@nestjs/common';
import type { Sealer } from '../../../platform/common/sealer.js';
import { Secrets } from '../../../platform/config/secrets.js';

/** Seals the secrets of channels, each bound to its row. */
@Injectable()
export class ChannelSealService {
  private readonly sealer: Sealer;

  constructor(secrets: Secrets) {
    this.sealer = secrets.sealer('signalbox alert channels');
  }

  seal(id: number, secrets: Readonly<Record<string, string>>): string {
    return this.sealer.seal(JSON.stringify(secrets), boundTo(id));
  }

  /** Null where the seal is broken, or made under another KEY_SECRET. */
  open(id: number, sealed: string): Record<string, string> | null {
    const text = this.sealer.open(sealed, boundTo(id));
    return text === null ? null : (JSON.parse(text) as Record<string, string>);
  }
}

const boundTo = (id: number): string => `alert channel ${id}`;
