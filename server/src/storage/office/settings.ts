import type { Database } from '../typeorm/database.js';

/** The last check of the books. */
export const LEDGER_CHECK = 'ledger_check';

/** What the back office keeps under a name, as JSON; null where there is nothing. */
export async function findSetting<T>(db: Database, name: string): Promise<T | null> {
  const [row] = await db.read<{ value: string }>('SELECT value FROM office_settings WHERE name = ?', [name]);
  return row ? (JSON.parse(row.value) as T) : null;
}

export function keepSetting(db: Database, name: string, what: object, at: number): Promise<void> {
  const value = JSON.stringify(what);
  return db.write(async (tx) => {
    await tx.insert('office_settings', ['name', 'value', 'updated_at'], [[name, value, at]], { ignore: true });
    await tx.run('UPDATE office_settings SET value = ?, updated_at = ? WHERE name = ?', [value, at, name]);
  });
}
