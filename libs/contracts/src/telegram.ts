import { z } from 'zod';

/** What is asked for of an update that Telegram tells, by webhook or when it is asked. */
export const TelegramUpdate = z.object({
  update_id: z.int().min(0),
  message: z
    .object({
      text: z.string().optional(),
      chat: z.object({ id: z.int() }),
      from: z.object({ username: z.string().optional(), first_name: z.string().optional() }).optional(),
    })
    .optional(),
});
export type TelegramUpdate = z.infer<typeof TelegramUpdate>;

/** The answer to `POST /api/v1/alerts/telegram/{channel}`. */
export const TelegramUpdateTaken = z.object({ ok: z.literal(true) });
