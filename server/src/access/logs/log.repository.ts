/** An entry of the system log: who did what, and what happened to the installation. Never a secret, never a text. */
export interface LogEntry {
  id: number;
  action: string;
  details: string;
  status: 'ok' | 'failed';
  /** The number of the SIM card it is about. */
  senderSim: string | null;
  userId: number | null;
  /** Epoch milliseconds. */
  createdAt: number;
}

export type NewLogEntry = Omit<LogEntry, 'id'>;

export abstract class LogRepository {
  abstract add(entry: NewLogEntry): Promise<void>;
  /** Newest first; `before` is the last id of the page before. */
  abstract list(limit: number, before?: number): Promise<LogEntry[]>;
  /** Drops entries older than a time. */
  abstract sweep(before: number): Promise<void>;
}
