import { z } from 'zod';
import { isWebhookUrl } from './webhook-events.js';

/** Where events are posted to. */
export const WebhookUrl = z
  .string()
  .refine(isWebhookUrl, 'expected an https address of at most 1000 characters, without an account or a # in it');
