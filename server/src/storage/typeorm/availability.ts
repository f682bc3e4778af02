import { Logger } from '@nestjs/common';
import { Unavailable } from '../../platform/common/errors.js';
import { isAnswer } from './mysql-errors.js';
import type { Gate } from './write-lane.js';

const AGAIN_MS = 500;
/** A machine that has much to do may be late once. */
const PROBES = 2;
const GONE = 'The database does not answer just now; nothing was stored.';

/**
 * Whether the database is there. When something is odd it is probed; when it does not answer, everybody is refused at once
 * instead of waiting for it, and it is probed until it is back.
 */
export class Availability implements Gate {
  private readonly logger = new Logger('Database');
  private downSince: number | null = null;
  private timer: NodeJS.Timeout | null = null;
  private probing = false;
  private again = false;
  private closed = false;

  /**
   * @param probe rejects when the database does not answer, in a second or two
   * @param onDown called when it does not, with what those are told who wait for it
   */
  constructor(
    private readonly probe: () => Promise<void>,
    private readonly onDown: (error: Error) => void,
  ) {}

  get refusal(): Unavailable | null {
    return this.downSince === null ? null : new Unavailable(GONE);
  }

  /** Something took long, or a connection was lost. */
  suspect(): void {
    if (this.closed || this.timer) return;
    this.again = true;
    if (!this.probing) void this.lookAgain();
  }

  close(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private async lookAgain(): Promise<void> {
    this.probing = true;
    while (this.again && !this.timer) {
      this.again = false;
      await this.look();
    }
    this.probing = false;
  }

  private async look(): Promise<void> {
    for (let probes = 0; probes < PROBES; probes++) {
      const trouble = await this.probe().then(
        () => null,
        (error: unknown) => (isAnswer(error) ? null : String(error)),
      );
      if (trouble === null) return this.up();
      if (probes === PROBES - 1 || this.downSince !== null) return this.down(trouble);
    }
  }

  private up(): void {
    if (this.downSince === null) return;
    this.logger.log(`the database answers again, after ${Math.round((Date.now() - this.downSince) / 1000)} s`);
    this.downSince = null;
  }

  private down(trouble: string): void {
    if (this.closed) return;
    if (this.downSince === null) {
      this.downSince = Date.now();
      this.logger.error(`${trouble}; requests are answered 503 until it answers again`);
      this.onDown(new Unavailable(GONE));
    }
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.suspect();
    }, AGAIN_MS);
  }
}
