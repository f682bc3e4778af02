import { describe, expect, it } from '@jest/globals';
import type { TicketStatus } from '@signalbox/contracts/office/tickets';
import { isKeyword, resolvedAt, statusAfter } from './ticket.js';

describe('a reply', () => {
  it.each<[TicketStatus, TicketStatus]>([
    ['open', 'open'],
    ['in_progress', 'in_progress'],
    ['waiting', 'open'],
    ['resolved', 'open'],
    ['closed', 'open'],
  ])('of the customer makes %s %s', (before, after) => {
    expect(statusAfter(before, { userId: null, isInternal: false })).toBe(after);
  });

  it.each<[TicketStatus, boolean, TicketStatus]>([
    ['open', false, 'in_progress'],
    ['open', true, 'open'],
    ['waiting', false, 'waiting'],
    ['closed', false, 'closed'],
  ])('of staff to %s, internal %s, makes it %s', (before, isInternal, after) => {
    expect(statusAfter(before, { userId: 2, isInternal })).toBe(after);
  });

  it.each<[TicketStatus, TicketStatus]>([
    ['open', 'waiting'],
    ['in_progress', 'waiting'],
    ['waiting', 'waiting'],
    ['resolved', 'resolved'],
  ])('of staff by SMS to %s makes it %s: the customer has the word', (before, after) => {
    expect(statusAfter(before, { userId: 2, isInternal: false, bySms: true })).toBe(after);
  });
});

it('a ticket keeps the time of its resolution while it is over', () => {
  expect(resolvedAt({ status: 'open', resolvedAt: null }, 'resolved', 5)).toBe(5);
  expect(resolvedAt({ status: 'resolved', resolvedAt: 5 }, 'closed', 9)).toBe(5);
  expect(resolvedAt({ status: 'closed', resolvedAt: 5 }, 'open', 9)).toBeNull();
});

it('a word that opts out is no word to us', () => {
  const words = 'STOP,STOP ALL, acha';
  expect(['stop', ' Stop. ', 'stop all', 'ACHA!'].map((text) => isKeyword(text, words))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['stop it', 'no', ''].map((text) => isKeyword(text, words))).toEqual([false, false, false]);
});
