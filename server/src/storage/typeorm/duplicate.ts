/** Whether a write failed on a unique key, in either driver's words. */
export function isDuplicate(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'ER_DUP_ENTRY';
}

/** What `write` answers, or `taken` when it failed on a unique key. */
export async function unlessDuplicate<T, Taken>(taken: Taken, write: () => Promise<T>): Promise<T | Taken> {
  try {
    return await write();
  } catch (error) {
    if (isDuplicate(error)) return taken;
    throw error;
  }
}
