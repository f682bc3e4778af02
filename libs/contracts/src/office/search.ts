import { z } from 'zod';

const EXPECTED = 'expected 2 to 64 characters to look for';

/** `GET /api/v1/search`: the beginning of a number, of a name or its last word, or of a phone number. */
export const OfficeSearch = z.strictObject({
  q: z
    .string(EXPECTED)
    .trim()
    .min(2, EXPECTED)
    .max(64, EXPECTED)
    .refine((text) => text.isWellFormed(), 'expected well-formed text, got half of a surrogate pair'),
});
export type OfficeSearch = z.infer<typeof OfficeSearch>;

export const SEARCHED_KINDS = ['customer', 'invoice', 'ticket'] as const;

export const SearchHit = z.object({
  kind: z.enum(SEARCHED_KINDS),
  id: z.int(),
  /** `CUST-001`, `INV-202401-0001` or `TKT-202401-0001`; null of a draft. */
  number: z.string().nullable(),
  /** A customer's name, an invoice's customer's, or a ticket's subject. */
  name: z.string(),
  /** A customer's phone number; else null. */
  phone: z.string().nullable(),
  customer_id: z.int().nullable(),
});
export type SearchHit = z.infer<typeof SearchHit>;

/** At most eight of a kind: those found themselves, then what belongs to the customers found, the newest first. */
export const SearchResult = z.object({ data: z.array(SearchHit) });
export type SearchResult = z.infer<typeof SearchResult>;
