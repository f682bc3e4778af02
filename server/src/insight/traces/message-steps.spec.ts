import { describe, expect, it } from '@jest/globals';
import { stepsOver, type Told } from './message-steps.js';

const told = (fields: Partial<Told>): Told => ({
  id: '01a2045f-2ef3-7000-b76e-996b55adfdfb',
  status: 'queued',
  attempt: 0,
  version: 0,
  createdAt: 1_000,
  updatedAt: 1_000,
  dueAt: 1_000,
  heldAt: null,
  lane: 1,
  segments: 2,
  ...fields,
});

const stepsOf = (fields: Partial<Told>) =>
  stepsOver(told(fields), 'sim', 5_000).map(({ step, attempt, beganAt, endedAt, failure }) => {
    return { step, attempt, beganAt, endedAt, failure };
  });

describe('the steps of a message that are over', () => {
  it('are acceptance, of one that waits', () => {
    expect(stepsOf({})).toEqual([{ step: 'accept', attempt: 0, beganAt: 1_000, endedAt: 5_000, failure: undefined }]);
  });

  it('are acceptance and dispatch, of one that was dispatched with it', () => {
    expect(stepsOf({ status: 'dispatched', attempt: 1 })).toMatchObject([
      { step: 'accept' },
      { step: 'dispatch', attempt: 1, beganAt: 5_000, endedAt: 5_000 },
    ]);
  });

  it('are the dispatch, since it was due, of one that waited', () => {
    const fields = { status: 'dispatched', attempt: 2, version: 3, dueAt: 3_000 } as const;
    expect(stepsOf(fields)).toMatchObject([{ step: 'dispatch', attempt: 2, beganAt: 3_000 }]);
  });

  it.each([
    ['its worker has it', { status: 'dispatched', attempt: 1, version: 1, heldAt: 2_000 }],
    ['the network took it', { status: 'sent', attempt: 1, version: 2 }],
    ['it waits for its next attempt', { status: 'queued', attempt: 1, version: 2 }],
    ['it was taken back before it left', { status: 'cancelled', attempt: 0, version: 1 }],
    ['its time was over before it left', { status: 'expired', attempt: 0, version: 1 }],
  ] as const)('are none when %s', (_, fields) => {
    expect(stepsOf(fields)).toEqual([]);
  });

  it.each([
    ['delivered', undefined],
    ['undelivered', 'undelivered'],
    ['uncertain', 'uncertain'],
  ] as const)('are the report that it is %s', (status, failure) => {
    expect(stepsOf({ status, attempt: 1, version: 3, updatedAt: 4_000 })).toEqual([
      { step: 'report', attempt: 1, beganAt: 4_000, endedAt: 5_000, failure },
    ]);
  });
});
