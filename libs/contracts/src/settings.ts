import { z } from 'zod';

/** `GET /api/v1/settings`: what of the server's settings says how requests are taken. */
export const Settings = z.object({
  /** The country of numbers without a country code: ISO 3166. */
  default_country: z.string(),
  /** Whether a message that does not say gets GSM characters in place of typographic ones where that saves parts. */
  smart_encoding: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;
