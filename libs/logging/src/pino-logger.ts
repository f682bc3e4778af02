import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';
import type { LogFormat } from './log-format.js';
import { scrubbed } from './mask.js';
import { type LogEntry, textLine } from './text-line.js';

/** How often the same is said of what was foreseen. */
const SAY_EVERY_MS = 60_000;
const SAID_AT_MOST = 500;
/** Where Nest prints the error that ends a start, before whoever started it says it in one line. */
const NESTS_OWN = 'ExceptionHandler';
/** What Nest says of its own start, a line a module and a route: nobody reads along. */
const NESTS_START = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'WebSocketsController',
  'NestApplication',
  'NestMicroservice',
]);

/** Of lines that could not be written. */
const KEPT_CHARACTERS = 1_000_000;

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Nest's logger, written by pino on standard output: one JSON object a line, or text for people; numbers masked. */
export class PinoLogger implements LoggerService {
  private readonly pino: Logger;
  private readonly said = new Map<string, number>();

  /** @param base fields of every line, such as which process it is. */
  constructor(
    level: string,
    base: Record<string, string>,
    private readonly format: LogFormat = 'json',
  ) {
    const output = destination({ dest: 1, sync: true, maxLength: KEPT_CHARACTERS });
    // A log on a disk that is full: its lines wait for room, then are lost. What they tell of goes on.
    output.on('error', () => undefined);
    this.pino = pino(
      { level, base, timestamp: stdTimeFunctions.isoTime },
      format === 'text' ? asText(output, process.stdout.isTTY && process.stdout.hasColors()) : output,
    );
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /**
   * Nest passes the context last. Of an error the stack is written; of fields, as in
   * `logger.error({ error, request_id }, 'what failed')`, the fields and the text after them.
   */
  private write(level: Level, message: unknown, rest: unknown[]): void {
    const last = rest.at(-1);
    const context = typeof last === 'string' ? { context: last } : {};
    if (last === NESTS_OWN && level === 'error') level = 'debug';
    if (this.format === 'text' && level === 'info' && NESTS_START.has(String(last))) level = 'debug';
    if (message instanceof Error) this.pino[level]({ ...context, error: describe(message) }, scrubbed(message.message));
    else if (typeof message === 'object' && message !== null) {
      const foreseen = Object.values(message).find(isForeseen);
      if (foreseen) {
        const text = rest.length > 1 ? `${String(rest[0])}: ${foreseen.message}` : foreseen.message;
        if (this.isNews(`${String(last)} ${text}`)) this.pino.warn(context, scrubbed(text));
        return;
      }
      const fields = Object.entries(message).map(([key, value]: [string, unknown]) => [
        key,
        value instanceof Error ? describe(value) : value,
      ]);
      this.pino[level](
        { ...context, ...Object.fromEntries(fields) },
        rest.length > 1 ? scrubbed(String(rest[0])) : undefined,
      );
    } else this.pino[level](context, scrubbed(String(message)));
  }

  private isNews(line: string): boolean {
    const now = Date.now();
    if (now - (this.said.get(line) ?? -Infinity) < SAY_EVERY_MS) return false;
    if (this.said.size >= SAID_AT_MOST) this.said.clear();
    this.said.set(line, now);
    return true;
  }
}

/** Every line of pino's, which is JSON, for people. */
const asText = (output: DestinationStream, colours: boolean): DestinationStream => ({
  write: (line) => output.write(textLine(JSON.parse(line) as LogEntry, colours)),
});

/** An error that its maker counted on, such as a full disk: no stack helps, and it comes again and again. */
const isForeseen = (value: unknown): value is Error =>
  value instanceof Error && 'foreseen' in value && value.foreseen === true;

const describe = (error: Error): string => scrubbed(error.stack ?? error.message);
