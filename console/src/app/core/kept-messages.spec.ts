import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from 'vitest';
import { KeptMessages } from './kept-messages';
import { Clock } from './clock';
import { ServerSettings } from './server-settings';

describe('what is kept of messages', () => {
  const messagesKeptDays = signal<number | null>(null);
  const kept = () => {
    TestBed.configureTestingModule({
      providers: [
        { provide: ServerSettings, useValue: { messagesKeptDays } },
        { provide: Clock, useValue: { now: () => Date.parse('2026-11-30T12:00:00Z') } },
      ],
    });
    return TestBed.inject(KeptMessages);
  };

  it.each([
    [null, '2020-01-01T00:00:00Z', true],
    [7, '2026-11-23T12:00:00Z', true],
    [7, '2026-11-23T11:59:59Z', false],
    [30, '2026-11-23T11:59:59Z', true],
  ])('for %s days has all since %s: %s', (days, at, has) => {
    messagesKeptDays.set(days);
    expect(kept().haveAllSince(at)).toBe(has);
  });
});
