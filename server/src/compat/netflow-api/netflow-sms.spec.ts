import { expect, it } from '@jest/globals';
import type { BatchItemResult } from '@signalbox/contracts/messages';
import { wordsOf } from './netflow-sms.service.js';

const WHY = 'no channel is online';
const taken = (index: number, reason?: string): BatchItemResult => ({
  ...{ index, id: `m${index}`, status: 'queued', segments: 1, encoding: 'gsm7', created_at: '2026-11-22T12:00:00Z' },
  ...(reason === undefined ? {} : { reason }),
});
const refused = (index: number): BatchItemResult => ({ index, error: { status: 400, errors: [] } });

it.each<[string, BatchItemResult[], string]>([
  ['is sent', [taken(0), taken(1)], 'SMS sent successfully to 2 recipient(s)'],
  ['is sent, except to whom it cannot be', [taken(0), refused(1)], 'SMS sent successfully to 1 recipient(s)'],
  ['waits', [taken(0, WHY), taken(1, WHY)], `SMS accepted for 2 recipient(s), waiting: ${WHY}`],
  ['waits for some', [taken(0), taken(1, WHY)], `SMS accepted for 2 recipient(s), 1 waiting: ${WHY}`],
  ['waits, the first reason first', [taken(0, WHY), taken(1, 'x')], `SMS accepted for 2 recipient(s), waiting: ${WHY}`],
])('the answer says that the message %s', (_, results, words) => {
  expect(wordsOf(results.filter((result) => 'id' in result).length, results)).toBe(words);
});
