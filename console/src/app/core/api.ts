/** Where the canonical API lives, on the console's own origin. */
export const API = '/api/v1';

/** The set entries of a filter as query parameters; empty strings, null and undefined are left out. */
export function queryOf(filter: Record<string, string | number | null | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter)
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([key, value]) => [key, String(value)]),
  );
}

/** The rows of the largest page that the API gives. */
export const LARGEST_PAGE = 500;

/** Which page of a list is asked for; `cursor` is the `next_cursor` of the page before. */
export interface PageOf {
  limit: number;
  cursor: string | null;
}
