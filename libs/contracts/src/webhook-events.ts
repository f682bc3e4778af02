import { OUTBOX_STATUSES, type OutboxStatus } from './outbox-statuses.js';
import type { Permission } from './permissions.js';
import { MESSAGE_STATUSES, type MessageStatus, STATUSES } from './statuses.js';

/*
 * What webhooks tell of, without the schema library: the console shows it. An endpoint hears of what its account may see.
 */

export interface WebhookEventKind {
  readonly label: string;
  /** What the endpoint's account must be permitted to. */
  readonly needs: Permission;
  readonly about: 'messages' | 'numbers' | 'programs' | 'network' | 'business';
}

/** A message that reached a status; one that came in is `message.received`. */
export type MessageEventType = `message.${MessageStatus}`;
export const messageEvent = (status: MessageStatus): MessageEventType => `message.${status}`;

const OF_MESSAGES = Object.fromEntries(
  MESSAGE_STATUSES.map((status) => [
    messageEvent(status),
    {
      label: `Message ${STATUSES[status].label.toLowerCase()}`,
      needs: status === 'received' ? 'messages.read-all' : 'messages.read',
      about: 'messages',
    },
  ]),
) as Record<MessageEventType, WebhookEventKind>;

const OTHERS = {
  'number.opted_out': { label: 'Number opted out', needs: 'suppressions.read', about: 'numbers' },
  'number.opted_in': { label: 'Number wants messages again', needs: 'suppressions.read', about: 'numbers' },
  'program.finished': { label: 'Program finished', needs: 'programs.read', about: 'programs' },
  'sim_card.online': { label: 'SIM card online', needs: 'sim-cards.read', about: 'network' },
  'sim_card.offline': { label: 'SIM card offline', needs: 'sim-cards.read', about: 'network' },
  'payment.completed': { label: 'Payment completed', needs: 'office.read', about: 'business' },
  'payment.failed': { label: 'Payment failed', needs: 'office.read', about: 'business' },
  'payment.unmatched': { label: 'Payment of nobody known', needs: 'office.read', about: 'business' },
  'invoice.issued': { label: 'Invoice issued', needs: 'office.read', about: 'business' },
  'ticket.opened': { label: 'Ticket opened', needs: 'office.read', about: 'business' },
  'ticket.replied': { label: 'Ticket replied', needs: 'office.read', about: 'business' },
} as const satisfies Record<string, WebhookEventKind>;

export type WebhookEventType = MessageEventType | keyof typeof OTHERS;
export const WEBHOOK_EVENTS: Readonly<Record<WebhookEventType, WebhookEventKind>> = { ...OF_MESSAGES, ...OTHERS };
export const WEBHOOK_EVENT_TYPES = Object.keys(WEBHOOK_EVENTS) as readonly WebhookEventType[];

/** What an endpoint gets when somebody tries it; nobody subscribes to it. */
export const TEST_EVENT = 'webhook.test';

/** What a `callback_url` hears: what became of its message. */
export const CALLBACK_EVENTS: readonly MessageEventType[] = MESSAGE_STATUSES.filter((status) => {
  const { phase } = STATUSES[status];
  return phase === 'network' || phase === 'over';
}).map(messageEvent);

/** An endpoint works, is at rest, or was switched off because it failed for long or said that it is gone. */
export const WEBHOOK_STATES = ['active', 'paused', 'disabled'] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];

/** A delivery is a row of the outbox. */
export const DELIVERY_STATES = OUTBOX_STATUSES;
export type DeliveryState = OutboxStatus;

export const MAX_WEBHOOK_URL = 1000;

const ADDRESS = /^https?:\/\/(\[[0-9a-f:.]+\]|[a-z0-9_][a-z0-9._-]*)(:\d{1,5})?([/?][!-"$-~]*)?$/i;

/** An address that events can be posted to: http or https, in ASCII, without an account in it and without a fragment. */
export const isWebhookUrl = (text: string): boolean => text.length <= MAX_WEBHOOK_URL && ADDRESS.test(text);

export const MAX_WEBHOOK_HEADERS = 10;
/** Those that say how a delivery travels, or that it is ours. */
const OURS =
  /^(webhook-.*|host|content-(length|type|encoding)|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|user-agent|proxy-.*)$/i;

/** A name that an endpoint's own header may have (RFC 9110, 5.1), which is none of ours. */
export const isOwnHeader = (name: string): boolean =>
  /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/.test(name) && !OURS.test(name);

/** What may stand in a header: characters that can be seen, with blanks between them. */
export const isHeaderValue = (value: string): boolean => /^[!-~]([ -~]{0,998}[!-~])?$/.test(value);
