/** It answers, and yet cannot do its work; the message says why, for whoever runs it. */
export class Unready extends Error {}

/** The SQL database, as far as health and statistics look at it. */
export abstract class HealthProbe {
  /** Rejects when the database does not answer; with Unready when it answers and nothing can be stored. */
  abstract ping(): Promise<void>;
  /** Bytes that the data takes. */
  abstract size(): Promise<number>;
}

/** The document database, where there is one beside the SQL database. */
export abstract class DocumentProbe {
  /** Rejects when it does not answer. */
  abstract ping(): Promise<void>;
}
