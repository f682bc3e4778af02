import { Injectable } from '@nestjs/common';
import { InstallationRepository } from '../../../platform/config/installation.repository.js';
import { Database } from '../database.js';

@Injectable()
export class SqlInstallationRepository extends InstallationRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async find(name: string): Promise<string | null> {
    const [row] = await this.db.read<{ value: string }>('SELECT value FROM installation WHERE name = ?', [name]);
    return row?.value ?? null;
  }

  override async rotation(name: string): Promise<string | null> {
    const [row] = await this.db.read<{ value: string }>('SELECT value FROM settings WHERE name = ?', [name]);
    return row?.value ?? null;
  }

  override keep(name: string, value: string): Promise<string> {
    return this.db.write(async (tx) => {
      await tx.insert('installation', ['name', 'value'], [[name, value]], { ignore: true });
      await tx.run("UPDATE installation SET value = ? WHERE name = ? AND value = ''", [value, name]);
      const [row] = await tx.all<{ value: string }>('SELECT value FROM installation WHERE name = ?', [name]);
      return row?.value ?? value;
    });
  }

  override async hasKeys(): Promise<boolean> {
    const { keys, providers } = await this.usesOfKeys();
    return keys + providers > 0;
  }

  /** API keys that are not revoked, and providers. */
  async usesOfKeys(): Promise<{ keys: number; providers: number }> {
    const [row] = await this.db.read<{ keys_made: number; providers: number }>(
      'SELECT (SELECT COUNT(*) FROM api_keys WHERE revoked_at IS NULL) AS keys_made, ' +
        '(SELECT COUNT(*) FROM providers) AS providers',
    );
    return { keys: Number(row?.keys_made ?? 0), providers: Number(row?.providers ?? 0) };
  }

  /** Takes the values away: the next that is kept counts. */
  async forget(names: readonly string[]): Promise<void> {
    await this.db.write(async (tx) => {
      for (const name of names) {
        await tx.insert('installation', ['name', 'value'], [[name, '']], { ignore: true });
        await tx.run("UPDATE installation SET value = '' WHERE name = ?", [name]);
      }
    });
  }
}
