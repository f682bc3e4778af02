/** A part of a list, and how long all of it is. */
export class Listed<Row> {
  constructor(
    readonly rows: Row[],
    readonly total: number,
    private readonly offset: number,
  ) {}

  /** Its end is in it: whoever asks for the parts one by one has all of it then. */
  get isWhole(): boolean {
    return this.offset + this.rows.length >= this.total;
  }
}
