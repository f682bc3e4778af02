import { describe, expect, it } from '@jest/globals';
import { messageWith } from '../../../test/messages.js';
import type { IntakeService } from './accept/intake.service.js';
import type { ChangeBuilder } from './change.js';
import type { QueueService } from './dispatch/queue.service.js';
import type { Message } from './message.js';
import type { MessageRepository } from './message.repository.js';
import type { ProgramProxiesService } from './program-proxies.service.js';
import { FOR_GOOD, RunMessagesService } from './run-messages.service.js';
import type { MassChangesService } from './status/mass-changes.service.js';

const RUN = 7;

describe('the waiting messages of a run', () => {
  /** A queue in the database, whose changes take until the next turn. */
  function queueOf(rows: Message[]): RunMessagesService {
    const repository = {
      waitingOfRun: async (_: number, status: string) => rows.filter((row) => row.status === status),
    } as unknown as MessageRepository;
    const changes = {
      change: async (messages: Message[], make: (message: Message) => ChangeBuilder | null) => {
        await new Promise((resolve) => setImmediate(resolve));
        for (const message of messages) Object.assign(message, make(message)?.current);
        return messages.map(() => true);
      },
    } as unknown as MassChangesService;
    const queue = { room: { remove: () => undefined, has: () => true }, leave: () => undefined };
    return new RunMessagesService(
      {} as IntakeService,
      repository,
      queue as unknown as QueueService,
      changes,
      {} as ProgramProxiesService,
    );
  }

  it('are all let go when a pause is still being written while the run is resumed', async () => {
    const rows = Array.from({ length: 3 }, () => messageWith({ runId: RUN, status: 'queued' }));
    const messages = queueOf(rows);
    await Promise.all([messages.hold(RUN, () => FOR_GOOD, 'paused'), messages.release(RUN, 'paused', true)]);
    expect(rows.map(({ reason }) => reason)).toEqual([null, null, null]);
    expect(Math.max(...rows.map(({ dueAt }) => dueAt))).toBeLessThanOrEqual(Date.now());
  });
});
