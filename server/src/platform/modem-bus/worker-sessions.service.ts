import { Injectable } from '@nestjs/common';
import type { RequestSince, StatePacket } from '@signalbox/contracts/bus';
import { Subject } from 'rxjs';

type OnlinePacket = Extract<StatePacket, { status: 'online' }>;

interface Heard {
  session: string;
  at: number;
  /** Null where the worker is older than that field. */
  uptimeMs: number | null;
  /** When that came, by a clock of this process that nobody sets, ms. */
  heardAt: number;
}

/** Which session of each worker is here, by its last word; for whoever asks workers. */
@Injectable()
export class WorkerSessionsService {
  /** A session is over: its worker is gone, or began anew. */
  readonly ended = new Subject<string>();
  private readonly heard = new Map<string, Heard>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  hear(workerId: string, { session, at, uptime_ms: uptimeMs }: OnlinePacket): void {
    const before = this.heard.get(workerId);
    this.heard.set(workerId, { session, at, uptimeMs: uptimeMs ?? null, heardAt: this.now() });
    if (before && before.session !== session) this.ended.next(workerId);
  }

  /** Its worker is gone. */
  end(workerId: string): void {
    if (this.heard.delete(workerId)) this.ended.next(workerId);
  }

  /** Nobody can be reached; who is asked something may answer when the broker is back. */
  forget(workerId: string): void {
    this.heard.delete(workerId);
  }

  isHere(workerId: string): boolean {
    return this.heard.has(workerId);
  }

  /** What lets a worker find the age of what it is asked now; undefined where it knows nothing of that. */
  sinceOf(workerId: string): RequestSince | undefined {
    const heard = this.heard.get(workerId);
    if (!heard || heard.uptimeMs === null) return undefined;
    const { session, at, uptimeMs, heardAt } = heard;
    return { session, at, uptime_ms: uptimeMs, ago_ms: Math.floor(this.now() - heardAt) };
  }
}
