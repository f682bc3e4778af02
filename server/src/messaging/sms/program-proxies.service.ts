import { Injectable } from '@nestjs/common';
import { proxyParts, urlOfProxy } from '@signalbox/contracts/proxy';
import type { Sealer } from '../../platform/common/sealer.js';
import { Secrets } from '../../platform/config/secrets.js';
import type { Message } from './message.js';

/** A program's proxy as it is stored: the text with `***` for its password, and that sealed. */
export interface StoredProxy {
  text: string;
  secret: string | null;
}

/** The proxies that programs want HTTP providers to be reached through: filled by their runs, read for each job. */
@Injectable()
export class ProgramProxiesService {
  private readonly urls = new Map<string, string>();
  private readonly sealer: Sealer;

  constructor(secrets: Secrets) {
    this.sealer = secrets.sealer('signalbox program proxies');
  }

  /** Bound to the program, so that no other can send by it. */
  seal(programId: string, password: string): string {
    return this.sealer.seal(password, boundTo(programId));
  }

  /** A password that cannot be opened is left out: the proxy then refuses, and nothing goes around it. */
  set(programId: string, proxy: StoredProxy | null): void {
    const parts = proxy && proxyParts(proxy.text);
    if (!parts) {
      this.urls.delete(programId);
      return;
    }
    const secret = proxy.secret === null ? null : this.sealer.open(proxy.secret, boundTo(programId));
    this.urls.set(programId, urlOfProxy({ ...parts, password: secret }));
  }

  /** The URL for a message's job; null is none. */
  of({ programId }: Pick<Message, 'programId'>): string | null {
    return programId === null ? null : (this.urls.get(programId) ?? null);
  }
}

const boundTo = (programId: string): string => `program ${programId}`;
