/** A part of a list that is newest first: so many rows, behind a row's id or behind so many others. */
export interface Stretch {
  limit: number;
  /** Only rows with ids below. */
  before?: number;
  offset?: number;
}

/** From a moment on and before another, epoch milliseconds; one that is left out is no limit. */
export interface Span {
  from?: number;
  before?: number;
}

/** Of two moments by ISO 8601. */
export const spanOf = (since: string | undefined, until: string | undefined): Span => ({
  ...(since === undefined ? {} : { from: Date.parse(since) }),
  ...(until === undefined ? {} : { before: Date.parse(until) }),
});
