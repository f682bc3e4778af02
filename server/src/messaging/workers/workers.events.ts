import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

export interface WorkerPresence {
  workerId: string;
  online: boolean;
  /** Channels it announced. */
  channels: number;
  at: number;
}

/** What others may want to know about workers. */
@Injectable()
export class WorkersEvents {
  /** A worker came or went. */
  readonly presence = new Subject<WorkerPresence>();
  /** A worker is here whose last word is not known: it must be told again what it should hold. */
  readonly sessionBegan = new Subject<string>();
  /** The server lost its broker, or found it again. */
  readonly broker = new Subject<boolean>();
}
