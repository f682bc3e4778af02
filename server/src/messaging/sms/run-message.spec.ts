import { describe, expect, it } from '@jest/globals';
import { type RunRoute, type RunRow, runMessage } from './run-message.js';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const ROUTE: RunRoute = { runId: 3, programId: 'p', userId: 7, simCard: null, validitySeconds: null };
const ROW: RunRow = {
  id: 'id',
  to: '+254712345678',
  pairId: 'pair',
  isHighPriority: false,
  lane: 2,
  text: 'Hi Ann',
  problem: null,
  sendAt: null,
};

describe('the message of a row', () => {
  it('waits in its lane, and knows its run, its pair and its owner', () => {
    expect(runMessage(ROUTE, ROW, NOW)).toMatchObject({
      ...{ id: 'id', direction: 'outbound', status: 'queued', peer: '+254712345678', text: 'Hi Ann', segments: 1 },
      ...{ lane: 2, runId: 3, programId: 'p', pairId: 'pair', userId: 7, channelId: null, pinned: false },
      ...{ dueAt: NOW, sendAt: null, expiresAt: null, attempt: 0, reason: null },
    });
  });

  it('is raised one lane by a pair of high priority', () => {
    expect(runMessage(ROUTE, { ...ROW, isHighPriority: true }, NOW).lane).toBe(1);
  });

  it('goes over the SIM card that the program names, and no other', () => {
    const simCard = { id: 4, number: '+254700000004' };
    expect(runMessage({ ...ROUTE, simCard }, ROW, NOW)).toMatchObject({
      channelId: 4,
      pinned: true,
      ownNumber: '+254700000004',
    });
  });

  it('is scheduled where it may leave later only, and its validity begins then', () => {
    const later = runMessage({ ...ROUTE, validitySeconds: 60 }, { ...ROW, sendAt: NOW + 5_000 }, NOW);
    expect(later).toMatchObject({
      status: 'scheduled',
      sendAt: NOW + 5_000,
      dueAt: NOW + 5_000,
      expiresAt: NOW + 65_000,
    });
    expect(runMessage(ROUTE, { ...ROW, sendAt: NOW }, NOW)).toMatchObject({ status: 'queued', sendAt: null });
  });

  it('that cannot be sent failed already, has no segments, and a reason that fits', () => {
    expect(runMessage(ROUTE, { ...ROW, problem: 'x'.repeat(300), sendAt: null }, NOW)).toMatchObject({
      status: 'failed',
      segments: 0,
      reason: 'x'.repeat(200),
    });
  });
});
