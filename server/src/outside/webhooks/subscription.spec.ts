import { describe, expect, it } from '@jest/globals';
import { type EventScope, type Subscription, unseenBy, wants } from './subscription.js';

const endpoint = (fields: Partial<Subscription> = {}): Subscription => ({
  id: 1,
  kind: 'endpoint',
  userId: 7,
  role: 'user',
  events: new Set(['message.delivered', 'message.received', 'ticket.opened', 'program.finished']),
  filter: {},
  ...fields,
});
const delivered: EventScope = {
  type: 'message.delivered',
  userId: 7,
  apiKeyId: 3,
  pairId: 'p',
  programId: null,
};

describe('who hears of an event', () => {
  it.each<[string, Partial<Subscription>, Partial<EventScope>, boolean]>([
    ['the account of the message', {}, {}, true],
    ['nobody who did not ask for it', {}, { type: 'message.sent' }, false],
    ['no other account', {}, { userId: 8 }, false],
    ['staff, of every account', { role: 'viewer' }, { userId: 8 }, true],
    ['no user, of what came in', {}, { type: 'message.received', userId: null }, false],
    ['staff, of what came in', { role: 'operator' }, { type: 'message.received', userId: null }, true],
    ['no user, of the business', {}, { type: 'ticket.opened', userId: undefined }, false],
    ['staff, of the business', { role: 'admin' }, { type: 'ticket.opened', userId: undefined }, true],
  ])('%s', (_, fields, event, expected) => {
    expect(wants(endpoint(fields), { ...delivered, ...event })).toBe(expected);
  });

  it.each<[Subscription['filter'], Partial<EventScope>, boolean]>([
    [{ api_key_id: 3 }, {}, true],
    [{ api_key_id: 4 }, {}, false],
    [{ api_key_id: 4 }, { apiKeyId: null }, false],
    [{ pair_id: 'p', user_id: 7 }, {}, true],
    [{ pair_id: 'q' }, {}, false],
    [{ program_id: 'g' }, {}, false],
    [{ program_id: 'g' }, { programId: 'g' }, true],
    [{ program_id: 'g' }, { type: 'program.finished', userId: undefined, programId: 'h' }, false],
    [{ program_id: 'g' }, { type: 'ticket.opened', userId: undefined, programId: undefined }, true],
  ])('by the filter %j', (filter, event, expected) => {
    expect(wants(endpoint({ role: 'admin', filter }), { ...delivered, ...event })).toBe(expected);
  });
});

describe('an API key that has events told', () => {
  it('may see them itself: a webhook is no way past its scopes', () => {
    const events = ['message.delivered', 'ticket.opened'] as const;
    expect(unseenBy(['operate'], events)).toBe('message.delivered');
    expect(unseenBy(['send', 'operate', 'admin'], ['ticket.opened'])).toBe('ticket.opened');
    expect(unseenBy(['operate', 'read'], events)).toBeNull();
    // Who signed in, and keys from before there were scopes.
    expect([unseenBy(undefined, events), unseenBy(null, events)]).toEqual([null, null]);
  });
});
