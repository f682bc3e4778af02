/** JSON for machines, one object a line; text for people. */
export type LogFormat = 'json' | 'text';

/** What standard output is written in: what is asked for, or text on a terminal and JSON elsewhere. */
export const formatFor = (asked: LogFormat | undefined, output: { isTTY?: boolean } = process.stdout): LogFormat =>
  asked ?? (output.isTTY === true ? 'text' : 'json');
