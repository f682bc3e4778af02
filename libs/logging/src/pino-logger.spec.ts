import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { LogFormat } from './log-format.js';
import { PinoLogger } from './pino-logger.js';

/** What a logger writes goes to its stream at once. */
function linesOf(work: (logger: PinoLogger) => void, format?: LogFormat): Record<string, unknown>[] {
  const logger = new PinoLogger('info', { process: 'test' }, format);
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

  it('leaves out what Nest says of its start where people read along', () => {
    const work = (logger: PinoLogger) => {
      logger.log('Mapped {/api, GET} route', 'RouterExplorer');
      logger.warn('a route twice', 'RouterExplorer');
    };
    expect(linesOf(work).map(({ level }) => level)).toEqual([30, 40]);
    expect(linesOf(work, 'text').map(({ level }) => level)).toEqual([40]);
  });

  it('masks numbers in both forms', () => {
    const work = (logger: PinoLogger) => logger.log('to +254712345678', 'Part');
    for (const format of ['json', 'text'] as const) {
      expect(linesOf(work, format)).toEqual([expect.objectContaining({ msg: 'to +2547••••••78' })]);
    }
  });

  it('leaves an error that ends a start to whoever ends it', () => {
    expect(linesOf((logger) => logger.error(new Error('PORT: in use'), 'stack', 'ExceptionHandler'))).toEqual([]);
  });
});
