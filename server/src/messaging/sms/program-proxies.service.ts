import { Injectable } from '@nestjs/common';
import type { Message } from './message.js';

/** The proxies that programs want HTTP providers to be reached through: filled by their runs, read for each job. */
@Injectable()
export class ProgramProxiesService {
  private readonly urls = new Map<string, string>();

  /** @param proxy `host:port` or a URL; null is none */
  set(programId: string, proxy: string | null): void {
    if (proxy === null) this.urls.delete(programId);
    else this.urls.set(programId, proxy.includes('://') ? proxy : `http://${proxy}`);
  }

  /** The URL for a message's job; null is none. */
  of({ programId }: Pick<Message, 'programId'>): string | null {
    return programId === null ? null : (this.urls.get(programId) ?? null);
  }
}
