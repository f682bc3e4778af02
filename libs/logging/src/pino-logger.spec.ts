import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PinoLogger } from './pino-logger.js';

/** What a logger writes goes to its stream at once. */
function linesOf(work: (logger: PinoLogger) => void): Record<string, unknown>[] {
  const logger = new PinoLogger('info', { process: 'test' });
  const written: string[] = [];
  const { pino } = logger as unknown as { pino: { [stream: symbol]: { write(line: string): boolean } } };
  const stream = Object.getOwnPropertySymbols(pino).find((symbol) => String(symbol) === 'Symbol(pino.stream)');
  if (stream && pino[stream]) pino[stream].write = (line) => written.push(line) > 0;
  work(logger);
  return written.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('shows where an error comes from', () => {
    const [line] = linesOf((logger) => logger.error({ error: new Error('broken') }, 'it failed', 'Part'));
    expect(line).toMatchObject({
      level: 50,
      context: 'Part',
      msg: 'it failed',
      error: expect.stringMatching(/\n +at /),
    });
  });

  it('has one line a minute for what was foreseen, without a stack, for each place', () => {
    const full = Object.assign(new Error('the disk is full'), { foreseen: true });
    const lines = linesOf((logger) => {
      for (let time = 0; time < 100; time++) {
        logger.error({ error: full }, 'the index could not be made', 'Index');
        logger.error({ error: full, run: 7 }, 'the run stands still', 'Runs');
        jest.advanceTimersByTime(1_000);
      }
    });
    expect(lines.map(({ level, context, msg, error }) => ({ level, context, msg, error }))).toEqual(
      [0, 60].flatMap(() => [
        { level: 40, context: 'Index', msg: 'the index could not be made: the disk is full' },
        { level: 40, context: 'Runs', msg: 'the run stands still: the disk is full' },
      ]),
    );
  });

  it('leaves an error that ends a start to whoever ends it', () => {
    expect(linesOf((logger) => logger.error(new Error('PORT: in use'), 'stack', 'ExceptionHandler'))).toEqual([]);
  });
});
