const FIRST = 4;
const MOST = 32;
const LEAST = 1;
/** Answers that take longer are no reason to ask for more at a time. */
const QUICK_MS = 1_000;
const SLOW_MS = 3_000;
/** Somebody who does not answer is tried again at least so often. */
const LONGEST_BAR_MS = 60_000;

interface Origin {
  width: number;
  underWay: number;
  barredUntil: number;
}

/** How an attempt ended, as far as it tells of the receiver and not of the event. */
export interface OriginEnd {
  isTaken: boolean;
  isAnswered: boolean;
  ms: number;
  /** When the delivery is tried again. */
  dueAt: number;
  /** The receiver asked for nothing more before. */
  notBefore: number | null;
}

/**
 * Where deliveries go, each by itself: more at a time while they are taken quickly, one while they are not, none for a while
 * where nobody answers, so that nobody else waits behind it. Times are epoch milliseconds.
 */
export class Origins {
  private readonly known = new Map<string, Origin>();

  /** Whether one more may begin there. */
  hasRoom(name: string): boolean {
    const { underWay, width } = this.of(name);
    return underWay < Math.floor(width);
  }

  /** Until when nothing goes there; 0 when something may. */
  barredUntil(name: string, now: number): number {
    const until = this.known.get(name)?.barredUntil ?? 0;
    return until > now ? until : 0;
  }

  begin(name: string): void {
    this.of(name).underWay += 1;
  }

  /** @returns until when nothing goes there; 0 when something may */
  end(name: string, { isTaken, isAnswered, ms, dueAt, notBefore }: OriginEnd, now: number): number {
    const origin = this.of(name);
    origin.underWay -= 1;
    if (!isTaken) origin.width = LEAST;
    else if (ms < QUICK_MS) origin.width = Math.min(MOST, origin.width + 0.25);
    else if (ms > SLOW_MS) origin.width = Math.max(LEAST, origin.width / 2);
    if (notBefore !== null) origin.barredUntil = Math.max(origin.barredUntil, notBefore);
    else if (!isAnswered) origin.barredUntil = Math.max(origin.barredUntil, Math.min(dueAt, now + LONGEST_BAR_MS));
    return this.barredUntil(name, now);
  }

  private of(name: string): Origin {
    let origin = this.known.get(name);
    if (!origin) this.known.set(name, (origin = { width: FIRST, underWay: 0, barredUntil: 0 }));
    return origin;
  }
}

/** The host of an address that was checked; what is none is one of its own. */
export const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
