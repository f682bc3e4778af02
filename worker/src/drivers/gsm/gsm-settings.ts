import { type Language, LANGUAGES } from '@signalbox/codec/national-tables';
import { z } from 'zod';

/**
 * How an operator is asked by USSD: the code to dial, and a regular expression whose one group is the answer. One that
 * cannot be matched must not keep the SIM card from sending: the reading is off, and the channel shows why.
 */
const Question = z.strictObject({
  code: z.string().regex(/^[0-9*#+]{1,32}$/, 'expected a code like *144#'),
  expression: z.string().min(1).max(200).optional(),
});

export type Question = z.infer<typeof Question>;

/** What is known of SIM cards, by operator (MCC and MNC, "63902") or by ICCID; `default` is for the others. */
const SimSettings = z.strictObject({
  /** 4 to 8 digits. It is tried once; after a wrong try never again, so that a SIM card is not locked. */
  pin: z
    .string()
    .regex(/^\d{4,8}$/, 'expected 4 to 8 digits')
    .optional(),
  /** E.164; without it the SIM card and the network are asked. */
  number: z
    .string()
    .regex(/^\+\d{3,15}$/, 'expected a number like +254700000001')
    .optional(),
  rate_per_minute: z.int().min(1).max(1_000_000).optional(),
  daily_cap: z.int().min(1).max(100_000_000).optional(),
  /** Whose national language tables are used where they save parts; some networks do not carry them. */
  national_language: z.enum(Object.keys(LANGUAGES) as [Language, ...Language[]]).optional(),
  balance: Question.optional(),
  own_number: Question.optional(),
});
export type SimSettings = z.infer<typeof SimSettings>;

const PORT = /^(\/dev\/[^\s]+|tcp:\/\/(?:\[[0-9a-f:]+\]|[^\s:/[\]]+):\d{1,5}|\/[^\s]+|COM\d+)$/;

/** The modems of a worker. */
export const GsmSettings = z.strictObject({
  /** Device files (`/dev/ttyUSB0`) and serial servers (`tcp://host:port`). */
  ports: z
    .array(z.string().regex(PORT, 'expected a device file or tcp://host:port'))
    .max(64, 'expected at most 64 ports')
    .default([]),
  /** Whether serial devices that appear are tried too. */
  scan: z.boolean().default(false),
  baud_rate: z.int().min(1200).max(4_000_000).default(115_200),
  sims: z
    .record(
      z.string().regex(/^(default|\d{5,6}|\d{18,22})$/, 'expected default, MCC and MNC, or an ICCID'),
      SimSettings,
    )
    .default({}),
});
export type GsmSettings = z.infer<typeof GsmSettings>;
