import { z } from 'zod';
import { Timestamp } from '../common.js';
import { MAX_ATTACHMENT } from '../rules.js';

const EXPECTED_NAME = 'expected a file name of 1 to 120 characters, without a path';
const EXPECTED_CONTENT = `expected a file of 1 to ${MAX_ATTACHMENT} octets as Base64`;

/** `POST /api/v1/tickets/{id}/attachments`. */
export const NewAttachment = z.strictObject({
  name: z
    .string(EXPECTED_NAME)
    .trim()
    .min(1, EXPECTED_NAME)
    .max(120, EXPECTED_NAME)
    .refine((name) => name.isWellFormed() && !/[\p{Cc}\p{Cf}/\\]/u.test(name) && !/^\.+$/.test(name), EXPECTED_NAME),
  /** The file itself. */
  content: z
    .base64(EXPECTED_CONTENT)
    .min(1, EXPECTED_CONTENT)
    .max(Math.ceil(MAX_ATTACHMENT / 3) * 4, EXPECTED_CONTENT),
  /** Never reaches a customer. */
  is_internal: z.boolean().default(false),
});
export type NewAttachment = z.infer<typeof NewAttachment>;

export const Attachment = z.object({
  id: z.int(),
  ticket_id: z.int(),
  name: z.string(),
  /** By what the file is, whatever its name says. */
  type: z.string(),
  /** Octets. */
  size: z.int(),
  is_internal: z.boolean(),
  user_id: z.int().nullable(),
  created_at: Timestamp,
});
export type Attachment = z.infer<typeof Attachment>;

/** `GET /api/v1/tickets/{id}/attachments`: in their order. */
export const Attachments = z.object({ data: z.array(Attachment) });
export type Attachments = z.infer<typeof Attachments>;
