/** What the database remembers of the installation that works with it. */
export abstract class InstallationRepository {
  /** What is kept under a name; null when nothing is. */
  abstract find(name: string): Promise<string | null>;
  /** How a secret is being replaced, as JSON, under a name; null when it is not. */
  abstract rotation(name: string): Promise<string | null>;
  /** Keeps a value where there is none, or only an empty one. @returns what is kept now, which may be another server's */
  abstract keep(name: string, value: string): Promise<string>;
  /** Whether something is stored that only the right secrets can use: API keys, secrets of providers. */
  abstract hasKeys(): Promise<boolean>;
}
