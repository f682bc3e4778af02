import { describe, expect, it } from '@jest/globals';
import type { Alert } from '../alert.js';
import { dueOf } from './notice.js';

const NOW = 100 * 60_000;
const due = (fields: Partial<Alert>) =>
  dueOf({ state: 'firing', notifiedAt: null, repeatMinutes: 30, ...fields } as Alert, NOW);

describe('what people are told', () => {
  it('is that it fires, once, and again after a while', () => {
    expect(due({})).toBe('firing');
    expect(due({ notifiedAt: NOW - 29 * 60_000 })).toBeNull();
    expect(due({ notifiedAt: NOW - 30 * 60_000 })).toBe('repeat');
    expect(due({ notifiedAt: 0, repeatMinutes: 0 })).toBeNull();
  });

  it('is nothing while it is pending or acknowledged, and that it is over', () => {
    expect(due({ state: 'pending' })).toBeNull();
    expect(due({ state: 'acknowledged', notifiedAt: 0 })).toBeNull();
    expect(due({ state: 'resolved' })).toBe('resolved');
  });
});
