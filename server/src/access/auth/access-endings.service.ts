import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { AccessEndingRepository } from './access-ending.repository.js';
import type { AccessEnding } from './admission.js';
import { AuthEvents } from './auth.events.js';

const EVERY_MS = 1_000;
/** Of several servers' rows a lower number can be committed later: they are read again for ten times as long. */
const OVERLAP_READS = 10;
const OVERLAP_AT_START = 1_000;

/**
 * Which tokens were ended, in memory, since every request asks. The rows are the truth: what another server, or the
 * command line, ended is read within a second, and told here as if it had happened here. What happened here is told once
 * more by that: to the socket that was opening meanwhile.
 */
@Injectable()
export class AccessEndingsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(AccessEndingsService.name);
  private readonly tokens = new Map<string, number>();
  private readonly subscription: Subscription;
  private readonly read = new Set<number>();
  /** Rows above `floor` are read; `mark`, the highest of a while ago, is the next floor. */
  private floor = 0;
  private mark = 0;
  private highest = 0;
  private reads = 0;
  private isFailing = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly endings: AccessEndingRepository,
    private readonly events: AuthEvents,
  ) {
    this.subscription = events.accessEnded.subscribe((ending) => this.remember(ending));
  }

  /** Before the first request, so that no token that was ended comes in by a restart. */
  async onApplicationBootstrap(): Promise<void> {
    await this.hear();
    this.mark = this.highest;
    this.raiseFloor(this.highest - OVERLAP_AT_START);
    this.listen();
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  isEnded(tokenId: string): boolean {
    return this.tokens.has(tokenId);
  }

  private listen(): void {
    this.timer = setTimeout(() => {
      this.hear()
        .then(() => (this.isFailing = false), this.complain)
        .finally(() => this.timer && this.listen());
    }, EVERY_MS).unref();
  }

  private async hear(): Promise<void> {
    const endings = await this.endings.after(this.floor, Date.now());
    for (const ending of endings) {
      if (this.read.has(ending.id)) continue;
      this.read.add(ending.id);
      this.events.accessEnded.next(ending);
    }
    this.highest = Math.max(this.highest, endings.at(-1)?.id ?? 0);
    this.reads += 1;
    if (this.reads % OVERLAP_READS !== 0) return;
    this.raiseFloor(this.mark);
    this.mark = this.highest;
  }

  /** And forgets the tokens that would have ended by now. */
  private raiseFloor(to: number): void {
    this.floor = Math.max(this.floor, to);
    for (const id of this.read) if (id <= this.floor) this.read.delete(id);
    for (const [id, expiresAt] of this.tokens) if (expiresAt <= Date.now()) this.tokens.delete(id);
  }

  private remember({ tokenId, expiresAt }: AccessEnding): void {
    if (tokenId !== null) this.tokens.set(tokenId, expiresAt);
  }

  /** Once until it goes on: a database that is away is told of elsewhere, each second would be too much. */
  private readonly complain = (error: unknown): void => {
    if (!this.isFailing) this.logger.warn(`What other servers ended cannot be read: ${String(error)}`);
    this.isFailing = true;
  };
}
