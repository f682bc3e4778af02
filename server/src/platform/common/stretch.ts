/** A part of a list that is newest first: so many rows, behind a row's id or behind so many others. */
export interface Stretch {
  limit: number;
  /** Only rows with ids below. */
  before?: number;
  offset?: number;
}
