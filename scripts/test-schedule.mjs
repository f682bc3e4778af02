/**
 * Runs steps side by side, at most so many at once, each as soon as what it needs is done; of those that could begin, the
 * first in the list does.
 * @template {{ key?: string, needs?: string[] }} Step
 * @template Result
 * @param {Step[]} steps of which each key that is needed is there
 * @param {number} lanes how many run at once
 * @param {(step: Step, needed: Result[]) => Promise<Result>} run which does not reject
 * @returns {Promise<Result[]>} in the order of the list
 */
export async function schedule(steps, lanes, run) {
  const results = new Map();
  const done = new Map();
  const waiting = [...steps];
  const running = new Set();
  const isReady = ({ needs = [] }) => needs.every((key) => done.has(key));
  while (waiting.length + running.size > 0) {
    const next = running.size < lanes ? waiting.findIndex(isReady) : -1;
    if (next === -1) {
      if (running.size === 0) throw new Error('What is left needs what is not there.');
      await Promise.race(running);
      continue;
    }
    const [step] = waiting.splice(next, 1);
    const work = run(
      step,
      (step.needs ?? []).map((key) => done.get(key)),
    ).then((result) => {
      results.set(step, result);
      if (step.key !== undefined) done.set(step.key, result);
      running.delete(work);
    });
    running.add(work);
  }
  return steps.map((step) => results.get(step));
}

/**
 * The steps that were asked for, and those that they need.
 * @template {{ part: string, key?: string, needs?: string[] }} Step
 * @param {Step[]} steps
 * @param {string[]} parts all, when there are none
 * @returns {Step[]}
 */
export function chosen(steps, parts) {
  const keys = new Set();
  const isChosen = ({ part, key }) => parts.length === 0 || parts.includes(part) || keys.has(key);
  // What is needed stands before who needs it.
  for (const step of steps.toReversed()) if (isChosen(step)) for (const key of step.needs ?? []) keys.add(key);
  return steps.filter(isChosen);
}
