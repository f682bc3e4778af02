import { TooMany } from './errors.js';

/** Under one name; those that come then are sent away at once. */
const MOST_WAITING = 20;

/** One at a time for each name. Others wait, in the order they came, but not for ever. */
export class Turns {
  private readonly lines = new Map<string, (() => void)[]>();

  /**
   * @returns what ends the turn; again it does nothing
   * @throws TooMany, with `why`, when it did not come to be one's turn
   */
  async take(name: string, withinMs: number, why: string): Promise<() => void> {
    const line = this.lines.get(name);
    if (line) await wait(line, withinMs, () => new TooMany(why, withinMs / 1000));
    else this.lines.set(name, []);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const next = this.lines.get(name)?.shift();
      if (next) next();
      else this.lines.delete(name);
    };
  }
}

function wait(line: (() => void)[], withinMs: number, refusal: () => Error): Promise<void> {
  if (line.length >= MOST_WAITING) return Promise.reject(refusal());
  return new Promise((resolve, reject) => {
    const enter = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      line.splice(line.indexOf(enter), 1);
      reject(refusal());
    }, withinMs);
    line.push(enter);
  });
}
