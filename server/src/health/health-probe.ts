/** The databases, as far as health and statistics look at them. */
export abstract class HealthProbe {
  /** Rejects when a database does not answer. */
  abstract ping(): Promise<void>;
  /** Bytes that the data takes. */
  abstract size(): Promise<number>;
}
