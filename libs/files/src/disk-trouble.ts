const REASONS: [codes: RegExp, reason: string][] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT|ER_DISK_FULL|ER_RECORD_FILE_FULL)$/, 'the disk is full'],
  [
    /^(SQLITE_READONLY\w*|EROFS|ER_OPTION_PREVENTS_STATEMENT|ER_READ_ONLY_MODE|ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION)$/,
    'it can only be read',
  ],
  [/^(SQLITE_IOERR\w*|SQLITE_CANTOPEN\w*|EIO|ENXIO)$/, 'the disk fails'],
];

/** Why a disk, or the database on it, takes nothing for now; null for every other error. */
export function diskTrouble(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error ? String(error.code) : '';
  const reason = REASONS.find(([codes]) => codes.test(code))?.[1];
  if (reason !== undefined) return reason;
  return error.cause === undefined ? null : diskTrouble(error.cause);
}
