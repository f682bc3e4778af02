/** Settings under a name: what is shown as JSON, and secrets sealed. */
export interface StoredSettings {
  value: string;
  sealed: string | null;
}

export abstract class OfficeSettingsRepository {
  abstract find(name: string): Promise<StoredSettings | null>;
  abstract save(name: string, settings: StoredSettings, at: number): Promise<void>;
}
