/** A part of a list, and how long all of it is. */
export class Listed<Row> {
  constructor(
    readonly rows: Row[],
    readonly total: number,
  ) {}
}
