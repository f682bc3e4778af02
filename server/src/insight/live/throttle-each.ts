import { type MonoTypeOperatorFunction, Observable } from 'rxjs';

/**
 * Lets the values of each key pass at most so often: the first at once, then the last of those that came meanwhile.
 * It remembers only keys that passed just now, so that keys may come and go for ever.
 */
export const throttleEach =
  <T>(keyOf: (value: T) => unknown, everyMs: number): MonoTypeOperatorFunction<T> =>
  (source) =>
    new Observable((subscriber) => {
      const timers = new Map<unknown, NodeJS.Timeout>();
      const held = new Map<unknown, T>();
      const pass = (key: unknown, value: T): void => {
        timers.set(key, setTimeout(rested, everyMs, key));
        subscriber.next(value);
      };
      const rested = (key: unknown): void => {
        timers.delete(key);
        const value = held.get(key);
        if (value === undefined) return;
        held.delete(key);
        pass(key, value);
      };
      subscriber.add(
        source.subscribe({
          next: (value) => {
            const key = keyOf(value);
            if (timers.has(key)) held.set(key, value);
            else pass(key, value);
          },
          error: (error: unknown) => subscriber.error(error),
          complete: () => subscriber.complete(),
        }),
      );
      subscriber.add(() => timers.forEach((timer) => clearTimeout(timer)));
    });
