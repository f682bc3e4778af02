/** A run cannot go on, ever; the message is the reason, in words for people. */
export class RunFailure extends Error {}

/** The store of the lists did not answer, or not with what was asked for: it is asked again later. */
export class StoreSilent extends Error {
  constructor(override readonly cause: unknown) {
    super('the document store does not answer');
  }
}
