import { Injectable } from '@nestjs/common';
import type { Sealer } from '../../platform/common/sealer.js';
import { Secrets } from '../../platform/config/secrets.js';
import { OfficeSettingsRepository } from './office-settings.repository.js';

/** Settings that people change while it runs; read from the database each time, since any server may change them. */
@Injectable()
export class OfficeSettingsService {
  private readonly sealer: Sealer;

  constructor(
    private readonly settings: OfficeSettingsRepository,
    secrets: Secrets,
  ) {
    this.sealer = secrets.sealer('signalbox office settings');
  }

  /** Null where there are none. Secrets that another KEY_SECRET sealed count as none. */
  async read(name: string): Promise<{ value: unknown; secrets: unknown } | null> {
    const stored = await this.settings.find(name);
    if (!stored) return null;
    const opened = stored.sealed === null ? null : this.sealer.open(stored.sealed, name);
    return { value: JSON.parse(stored.value), secrets: opened === null ? null : JSON.parse(opened) };
  }

  /** @param secrets null where there are none */
  async write(name: string, value: object, secrets: object | null): Promise<void> {
    const sealed = secrets === null ? null : this.sealer.seal(JSON.stringify(secrets), name);
    await this.settings.save(name, { value: JSON.stringify(value), sealed }, Date.now());
  }
}
