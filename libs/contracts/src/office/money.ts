import { z } from 'zod';

const EXPECTED = 'expected an amount, such as 1500';

/** An amount that is asked for: a number, or its decimal text; how many decimals it may have says the currency. */
export const Amount = z.union([z.number(), z.string().max(40)], EXPECTED);
export type Amount = z.infer<typeof Amount>;

/** An amount that is shown: a number whose shortest decimal text it is. */
export const Money = z.number();

/** A day of the calendar, in the installation's time zone. */
export const Day = z.iso.date('expected a day, such as 2026-01-31');
