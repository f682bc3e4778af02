/** A file that cannot be imported; the message says why, in words for whoever uploaded it. */
export class ImportFailure extends Error {}
