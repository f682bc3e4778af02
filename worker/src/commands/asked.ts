import type { RequestPacket, RequestSince } from '@signalbox/contracts/bus';

/** The worker's own two: one that nobody sets but that stands still while the machine sleeps, and one that does neither. */
export interface Clocks {
  /** How long the process runs, ms. */
  uptime: () => number;
  /** Epoch ms. */
  wall: () => number;
}

export const CLOCKS: Clocks = { uptime: () => performance.now(), wall: () => Date.now() };

/** What is done in the world takes its time: it begins in this share of what the server waits, or not at all. */
const BEGIN_SHARE = 0.25;

/** What a server that does not say when it asked may still ask: nothing comes of it that could come too late. */
const HARMLESS: readonly RequestPacket['type'][] = ['ping', 'signal', 'test', 'report'];

/**
 * One request, and whether anybody waits for it still. A request may have lain in a broker or in a socket while this
 * worker was away or stood still: what was answered with a failure meanwhile must not be done.
 */
export class Asked {
  private begun = false;
  private isOver = false;

  constructor(
    readonly request: RequestPacket,
    private readonly clocks: Clocks,
  ) {}

  /** Why it must not be done; null when it may. @param fence the newest that this worker knows */
  refusal(session: string, fence: number): string | null {
    const { request } = this;
    if (request.fence !== undefined && request.fence < fence) return 'it comes from a server that was replaced';
    if (request.since === undefined) {
      if (HARMLESS.includes(request.type)) return null;
      return 'the server does not say when it asked: it is older than this worker';
    }
    if (request.since.session !== session) return 'it was asked before this worker began anew';
    return this.isWaitedFor() ? null : TOO_LATE;
  }

  /** To be called right before something is done in the world. @throws Error when nobody waits for it any more */
  readonly begin = (): void => {
    if (this.isOver || !this.isWaitedFor()) throw new Error(TOO_LATE);
    this.begun = true;
  };

  /** It was answered: nothing more is begun for it. */
  end(): void {
    this.isOver = true;
  }

  private isWaitedFor(): boolean {
    const { since, within_ms: within = 0, type } = this.request;
    if (since === undefined) return true;
    const isShort = this.begun || type === 'ping' || type === 'report';
    return ageOf(since, this.clocks) < within * (isShort ? 1 : BEGIN_SHARE);
  }
}

const TOO_LATE = 'it came too late, and was not done';

/** Never less than the truth, ms. */
const ageOf = ({ at, uptime_ms: uptime, ago_ms: ago }: RequestSince, clocks: Clocks): number =>
  Math.max(clocks.uptime() - uptime, clocks.wall() - at) - ago;
