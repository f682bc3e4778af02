/** What is kept under a name: JSON, and how many times it was changed. */
export interface KeptSettings {
  value: string;
  version: number;
}

/** Settings that people change while the server runs. */
export abstract class SettingsRepository {
  abstract find(name: string): Promise<KeptSettings | null>;
  /** 0 where there is none yet. */
  abstract version(name: string): Promise<number>;
  /** In the place of a version, 0 for none. @returns false when it is another one by now; then nothing was stored */
  abstract replace(name: string, value: string, version: number, at: number): Promise<boolean>;
}
