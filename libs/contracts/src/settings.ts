import { z } from 'zod';

/** `GET /api/v1/settings`: what of the server's settings says how requests are taken. */
export const Settings = z.object({
  /** The country of numbers without a country code: ISO 3166. */
  default_country: z.string(),
  /** Whether a message that does not say gets GSM characters in place of typographic ones where that saves parts. */
  smart_encoding: z.boolean(),
  /** For how many days messages are kept once they are over: lists lead no further back. Null is for good. */
  messages_kept_days: z.int().nullable(),
});
export type Settings = z.infer<typeof Settings>;
