import type { LoggerService } from '@nestjs/common';
import { destination, type Logger, pino, stdTimeFunctions } from 'pino';
import { scrubbed } from './mask.js';

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Nest's logger, written by pino: one JSON object a line on standard output, numbers masked. */
export class PinoLogger implements LoggerService {
  private readonly pino: Logger;

  /** @param base fields of every line, such as which process it is. */
  constructor(level: string, base: Record<string, string>) {
    this.pino = pino({ level, base, timestamp: stdTimeFunctions.isoTime }, destination({ dest: 1, sync: true }));
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
    if (message instanceof Error) this.pino[level]({ ...context, error: describe(message) }, scrubbed(message.message));
    else if (typeof message === 'object' && message !== null) {
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
}

const describe = (error: Error): string => scrubbed(error.stack ?? error.message);
