/** On every answer that is not a file of the console: nothing of it is to be kept, or taken for what it does not say. */
export const SAFE_HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;
