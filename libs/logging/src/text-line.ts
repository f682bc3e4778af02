/** A line of the log as pino writes it. */
export type LogEntry = Record<string, unknown>;

const USUAL = 30;
const WORDS: Record<number, string> = { 10: 'trace', 20: 'debug', 40: 'warning', 50: 'ERROR', 60: 'FATAL' };
/** Of ANSI's colours: what is not usual is seen from afar. */
const COLOURS: Record<number, number> = { 10: 90, 20: 90, 40: 33, 50: 31, 60: 31 };
const DIM = 90;
/** Said by the line's place, or of no use to who reads along. */
const TOLD_OTHERWISE = new Set(['level', 'time', 'process', 'worker', 'context', 'msg', 'error']);
const INDENT = ' '.repeat(10);
/** What would move a terminal's cursor, change its title, or worse: others' words are in a log, too. */
const CONTROL = /[^\P{Cc}\n\t]/gu;

/**
 * A line of the log for people: the time here, how bad it is unless that is usual, where it comes from, and what; below
 * it where an error comes from.
 * @param colours whether what shows it knows ANSI's colours
 * @returns the text with a line break at its end
 */
export function textLine(entry: LogEntry, colours: boolean): string {
  const level = Number(entry['level']);
  const paint = (code: number | undefined, text: string): string =>
    colours && code !== undefined && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text;
  const head = [
    paint(DIM, timeOf(entry['time'])),
    paint(COLOURS[level], level === USUAL ? '' : (WORDS[level] ?? String(level))),
    paint(DIM, placeOf(entry)),
    plain(entry['msg']),
    paint(DIM, fieldsOf(entry)),
  ];
  const [first, ...more] = head
    .filter((part) => part !== '')
    .join('  ')
    .split('\n');
  const stack = entry['error'] === undefined ? [] : plain(entry['error']).split('\n');
  const below = [...more, ...stack.map((line) => paint(DIM, line))].map((line) => `${INDENT}${line}`);
  return `${[first, ...below].join('\n')}\n`;
}

/** `14:02:11`, in the zone of this machine. */
function timeOf(time: unknown): string {
  const date = new Date(String(time));
  return Number.isNaN(date.getTime()) ? '' : date.toTimeString().slice(0, 8);
}

/** The part that speaks; of a worker also its name, because it may stand beside others and the server. */
function placeOf({ worker, context }: LogEntry): string {
  return [worker === undefined ? '' : `worker ${plain(worker)}`, plain(context)]
    .filter((part) => part !== '')
    .join(', ');
}

const fieldsOf = (entry: LogEntry): string =>
  Object.entries(entry)
    .filter(([name]) => !TOLD_OTHERWISE.has(name))
    .map(([name, value]) => `${name}=${plain(value)}`)
    .join(' ');

function plain(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.replace(CONTROL, '·');
}
