import type { DeliveryState, WebhookState } from '@signalbox/contracts/webhook-events';
import {
  TEST_EVENT,
  WEBHOOK_EVENTS,
  WEBHOOK_EVENT_TYPES,
  type WebhookEventKind,
} from '@signalbox/contracts/webhook-events';
import type { Permission } from '@signalbox/contracts/permissions';
import type { Webhook } from '@signalbox/contracts/webhooks';
import type { ChoiceGroup } from '../ui/list/filters';
import type { Tone } from '../ui/status';

export const STATES: Readonly<Record<WebhookState, { label: string; tone: Tone }>> = {
  active: { label: 'Active', tone: 'done' },
  paused: { label: 'Paused', tone: 'neutral' },
  disabled: { label: 'Switched off', tone: 'bad' },
};

export const DELIVERIES: Readonly<Record<DeliveryState, { label: string; tone: Tone }>> = {
  waiting: { label: 'Waiting', tone: 'waiting' },
  delivered: { label: 'Delivered', tone: 'done' },
  failed: { label: 'Given up', tone: 'bad' },
};

/** A webhook as people call it. */
export const titleOf = ({ kind, description, url, username }: Webhook): string =>
  kind === 'callbacks' ? `Callbacks of ${username}` : (description ?? url ?? '');

/** How it does: what fails is said before somebody switches it off. */
export function stateOf({ state, failing_since: failing }: Pick<Webhook, 'state' | 'failing_since'>): {
  label: string;
  tone: Tone;
} {
  return state === 'active' && failing !== null ? { label: 'Failing', tone: 'unsure' } : STATES[state];
}

export const eventLabel = (type: string): string =>
  type === TEST_EVENT ? 'Test' : ((WEBHOOK_EVENTS as Record<string, WebhookEventKind>)[type]?.label ?? type);

const ABOUT: Readonly<Record<WebhookEventKind['about'], string>> = {
  messages: 'Messages',
  numbers: 'Numbers',
  programs: 'Programs',
  network: 'Network',
  business: 'Business',
};

/** The events that an account may hear of, by what they are about. */
export const eventGroups = (can: (permission: Permission) => boolean): ChoiceGroup[] =>
  Object.entries(ABOUT).flatMap(([about, label]) => {
    const choices = WEBHOOK_EVENT_TYPES.filter((type) => {
      const event = WEBHOOK_EVENTS[type];
      return event.about === about && can(event.needs);
    }).map((value) => ({ value, label: WEBHOOK_EVENTS[value].label }));
    return choices.length === 0 ? [] : [{ label, choices }];
  });

/** What is heard of in few words. */
export const eventsText = (events: readonly string[]): string => {
  const [first, second, ...rest] = events.map(eventLabel);
  return [first, second, rest.length > 0 ? `${rest.length} more` : undefined].filter(Boolean).join(', ');
};
