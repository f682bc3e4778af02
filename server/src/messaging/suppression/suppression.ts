/** A number that opted out of messages, or was taken off by an operator. Times are epoch milliseconds, UTC. */
export interface Suppression {
  /** E.164. */
  number: string;
  /** Who put it there: its owner by a message, an import, or somebody by hand. */
  source: 'stop' | 'import' | 'manual';
  note: string | null;
  createdAt: number;
}

/** One step of a list of changes, in order. */
export type SuppressionChange = { add: Suppression } | { remove: string };
