import { Subject } from 'rxjs';

/** A group of writes that is on disk. */
export interface Commit {
  /** From BEGIN until it was on disk. */
  seconds: number;
  /** How many pieces of work shared it. */
  units: number;
}

/** How the SQL database is worked with, for whoever measures it. */
export class DatabaseLoad {
  readonly commits = new Subject<Commit>();
  /** How long a reading took, in seconds, whatever came of it. */
  readonly reads = new Subject<number>();
  /** A transaction was lost, to a deadlock or with its connection, and is run again. */
  readonly lost = new Subject<void>();
}
