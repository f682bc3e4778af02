import { Connection } from './connection.js';
import type { BindKind, ConnectionSettings, ConnectionUser, Ending } from './connection-user.js';
import { reconnectMs } from './pace.js';

export interface LineUser<T> extends Omit<ConnectionUser<T>, 'bound' | 'unbinding' | 'closed'> {
  /** It was bound, or is not any more. */
  changed(): void;
}

/** A connection that held for so long was a good one. */
const GOOD_MS = 10_000;

/** Keeps one connection to an SMSC: when it ends, another is opened after a while. */
export class Line<T> {
  private connection: Connection<T> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private failures = 0;
  private closing = false;
  private asking: ((ending: Ending | null) => void)[] = [];
  /** When it was bound, epoch ms. */
  boundAt = 0;
  /** Why it is not bound; null while nobody knows. */
  ending: Ending | null = null;

  constructor(
    readonly kind: BindKind,
    private readonly account: ConnectionSettings,
    private readonly user: LineUser<T>,
  ) {}

  /** The connection, while it is bound. */
  get bound(): Connection<T> | undefined {
    return this.connection?.isBound ? this.connection : undefined;
  }

  /** The connection, while answers may come over it: also one that the SMSC wants to end. */
  get held(): Connection<T> | undefined {
    return this.connection?.isOpen ? this.connection : undefined;
  }

  open(): void {
    this.closing = false;
    clearTimeout(this.timer);
    if (this.connection) return;
    const connection = new Connection<T>(this.kind, this.account, {
      ...this.userOf(),
      bound: () => this.isBound(),
      unbinding: (words) => this.isUnbinding(words),
      closed: (ending) => this.isClosed(connection, ending),
    });
    this.connection = connection;
  }

  /** Unbinds and closes; nothing is opened after. */
  async close(): Promise<void> {
    this.closing = true;
    clearTimeout(this.timer);
    await this.connection?.leave();
  }

  /** Tries at once, if it is not bound. Resolves when it is; rejects with the reason in words. */
  async probe(): Promise<void> {
    if (this.bound) return;
    const ending = await new Promise<Ending | null>((resolve) => {
      this.asking.push(resolve);
      this.open();
    });
    if (ending) throw new Error(ending.words);
  }

  private userOf(): Omit<ConnectionUser<T>, 'bound' | 'unbinding' | 'closed'> {
    const { answered, delivered, odd } = this.user;
    return { answered, delivered, odd };
  }

  private isBound(): void {
    this.boundAt = Date.now();
    this.ending = null;
    this.tell(null);
    this.user.changed();
  }

  private isUnbinding(words: string): void {
    this.ending = { words, credentials: false };
    this.user.changed();
  }

  private isClosed(connection: Connection<T>, ending: Ending): void {
    if (this.connection !== connection) return;
    this.connection = undefined;
    this.ending = ending;
    const held = this.boundAt > 0 && Date.now() - this.boundAt > GOOD_MS;
    this.boundAt = 0;
    this.failures = held ? 1 : this.failures + 1;
    this.tell(ending);
    if (!this.closing) this.timer = setTimeout(() => this.open(), reconnectMs(this.failures, ending.credentials));
    this.user.changed();
  }

  private tell(ending: Ending | null): void {
    for (const resolve of this.asking.splice(0)) resolve(ending);
  }
}
