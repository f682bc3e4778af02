import type { Run } from './programs.js';
import { isGoing } from './run-statuses.js';

/*
 * The program API's clients have words of their own for a program's state and its place in the order. They are kept as they
 * were said: what they come to is worked out when it is shown or used.
 */
export interface ClientWords {
  /** `active_status` as it was said last, and when (epoch ms); absent in programs from before it was told from `active`. */
  activeStatus?: { value: boolean; at: number };
  /** `priority` as it was given, from 0, 1 being first; absent where our own priority was set last. */
  order?: number;
}

/** What a request says in these words. */
export interface Said {
  activeStatus?: boolean;
  order?: number;
}

/** The words of a new program; without a word it is not active. */
export const firstWords = ({ activeStatus = false, order }: Said, at: number): ClientWords => ({
  activeStatus: { value: activeStatus, at },
  order,
});

/**
 * The words after a change. Our own priority takes the given one's place; who sets our `active` knows the two apart.
 * @param patch what was said in our own words
 */
export function wordsAfter(
  before: ClientWords,
  patch: { priority?: number; active?: boolean },
  said: Said,
  at: number,
): ClientWords {
  const order = said.order ?? (patch.priority === undefined ? before.order : undefined);
  if (said.activeStatus !== undefined) return { activeStatus: { value: said.activeStatus, at }, order };
  const unsaid = patch.active === undefined ? undefined : { value: false, at: 0 };
  return { activeStatus: before.activeStatus ?? unsaid, order };
}

/** `active_status` as it is now: a run's beginning makes it true, its end false, whatever came later counts. */
export function activeStatusOf({ activeStatus }: ClientWords, run: Run | null): boolean {
  const { value, at } = activeStatus ?? { value: false, at: 0 };
  if (run === null || at > Date.parse(run.ended_at ?? run.started_at)) return value;
  return isGoing(run);
}

const MOST = 10;

/** Our priority, 1 to 10, 10 the most urgent, of a given one: the best for 0 and 1, a step less for each more. */
export const priorityOfOrder = (order: number): number => Math.max(1, Math.min(MOST, MOST + 1 - order));

/** The given priority, or what would have been given. */
export const orderOf = ({ priority, order }: { priority: number } & ClientWords): number =>
  order ?? MOST + 1 - priority;

/** A program's share of what leaves, beside others: its priority, and of those that share one, by the given order. */
export function weightOf({ priority, order }: { priority: number } & ClientWords): number {
  if (order === undefined) return priority;
  if (order === 0) return MOST + 0.5;
  return order <= MOST ? MOST + 1 - order : MOST / order;
}
