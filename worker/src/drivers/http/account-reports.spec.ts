import { expect, it } from '@jest/globals';
import type { ReportCall } from '@signalbox/contracts/bus';
import type { DriverEvent } from '../driver.js';
import { AccountReports } from './account-reports.js';
import type { Connection } from './connection.js';
import type { ReportReading } from './profile.js';

it('shows on a message the word that nobody knows, once, and waits on for its end', async () => {
  const events: DriverEvent[] = [];
  const reports = new AccountReports('http:one', (told) => {
    events.push(...told);
    return Promise.resolve();
  });
  const call: ReportCall = { method: 'POST', query: {}, content_type: '', body: '' };
  const bring = (...readings: ReportReading[]) =>
    reports.take({ readCall: () => readings } as unknown as Connection, call, false);
  reports.expect('r1', { id: 'a', attempt: 2 }, Date.now());
  const odd: ReportReading = { ref: 'r1', state: 'pending', reason: 'the provider reports "x"' };
  await expect(bring(odd, { ...odd, ref: 'other' })).resolves.toMatch(/^noted/);
  await bring(odd);
  await bring({ ...odd, reason: '' });
  expect(events).toEqual([
    { type: 'sent', id: 'a', attempt: 2, at: expect.any(Number), ref: null, note: 'the provider reports "x"' },
  ]);
  await expect(bring({ ref: 'r1', state: 'delivered', reason: '' })).resolves.toBe('taken: 1 of 1');
  expect(events.at(-1)).toMatchObject({ type: 'delivered', id: 'a', attempt: 2 });
  reports.close();
});
