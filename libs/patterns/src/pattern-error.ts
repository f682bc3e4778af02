/** Why an expression is not taken, in words that begin with "expected". */
export class PatternError extends Error {}
