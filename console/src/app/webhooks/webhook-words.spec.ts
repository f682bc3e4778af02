import { describe, expect, it } from 'vitest';
import { eventGroups, eventsText, stateOf, titleOf } from './webhook-words';
import type { Webhook } from '@signalbox/contracts/webhooks';

const webhook = (fields: Partial<Webhook>): Webhook =>
  ({ kind: 'endpoint', description: null, url: 'https://a.example/', username: 'ann', ...fields }) as Webhook;

describe('webhooks in words', () => {
  it('have a name', () => {
    expect(titleOf(webhook({}))).toBe('https://a.example/');
    expect(titleOf(webhook({ description: 'CRM' }))).toBe('CRM');
    expect(titleOf(webhook({ kind: 'callbacks', url: null }))).toBe('Callbacks of ann');
  });

  it('say that they fail while they are active', () => {
    expect(stateOf({ state: 'active', failing_since: null }).label).toBe('Active');
    expect(stateOf({ state: 'active', failing_since: '2026-01-01T00:00:00Z' }).label).toBe('Failing');
    expect(stateOf({ state: 'disabled', failing_since: '2026-01-01T00:00:00Z' }).label).toBe('Switched off');
  });

  it('offer what the account may hear of', () => {
    expect(eventGroups(() => true).map(({ label }) => label)).toEqual([
      'Messages',
      'Numbers',
      'Programs',
      'Network',
      'Business',
    ]);
    const own = eventGroups((permission) => permission === 'messages.read');
    expect(own.map(({ label }) => label)).toEqual(['Messages']);
    expect(own[0]?.choices.map(({ value }) => value)).not.toContain('message.received');
  });

  it('name two events, and count the rest', () => {
    expect(eventsText(['message.sent'])).toBe('Message sent');
    expect(eventsText(['message.sent', 'message.delivered', 'message.failed', 'ticket.opened'])).toBe(
      'Message sent, Message delivered, 2 more',
    );
  });
});
