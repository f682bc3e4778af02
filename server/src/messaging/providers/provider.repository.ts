/** What is stored of a provider beside its channel. */
export interface ProviderRecord {
  /** The channel it is. */
  channelId: number;
  sender: string | null;
  /** As the contract has them for its driver. */
  settings: Record<string, unknown>;
  /** Sealed; empty where it has none. */
  secrets: string;
  /** What made it, where that was not an admin. */
  purpose: string | null;
  updatedAt: number;
}

/** The accounts of providers that were made over the API. */
export abstract class ProviderRepository {
  abstract all(): Promise<ProviderRecord[]>;
  /** Stores it new or anew. */
  abstract save(provider: ProviderRecord): Promise<void>;
  abstract remove(channelId: number): Promise<void>;
}
