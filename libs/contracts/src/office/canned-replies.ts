import { z } from 'zod';
import { Timestamp, freeText } from '../common.js';
import { REPLY_PLACES } from '../rules.js';
import { missingColumns } from '../template.js';
import { LongText } from './tickets.js';

const Text = LongText.refine(
  (text) => missingColumns(text, REPLY_PLACES).length === 0,
  `expected no other places than ${REPLY_PLACES.map((name) => `{{${name}}}`).join(', ')}, unless with a fallback: {{city|town}}`,
);

/** `POST /api/v1/canned-replies`. */
export const NewCannedReply = z.strictObject({ name: freeText(64), text: Text });
export type NewCannedReply = z.infer<typeof NewCannedReply>;

/** `PATCH /api/v1/canned-replies/{id}`: what is left out stays. */
export const CannedReplyChange = z.strictObject({ name: freeText(64).optional(), text: Text.optional() });
export type CannedReplyChange = z.infer<typeof CannedReplyChange>;

export const CannedReply = z.object({
  id: z.int(),
  name: z.string(),
  text: z.string(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type CannedReply = z.infer<typeof CannedReply>;

/** `GET /api/v1/tickets/{id}/canned-replies/{reply_id}`: filled for a ticket, to be looked over and sent. */
export const FilledReply = z.object({ text: z.string() });
export type FilledReply = z.infer<typeof FilledReply>;
