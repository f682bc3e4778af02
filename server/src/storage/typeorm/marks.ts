/** The places of values in a statement, with commas. */
export const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
