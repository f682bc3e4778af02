import { describe, expect, it } from '@jest/globals';
import { messageWith } from '../../../../test/messages.js';
import { Unavailable } from '../../../platform/common/errors.js';
import type { DispatcherService } from '../dispatch/dispatcher.service.js';
import type { InFlightService } from '../dispatch/in-flight.service.js';
import type { QueueService } from '../dispatch/queue.service.js';
import type { Message } from '../message.js';
import type { MessageRepository } from '../message.repository.js';
import type { ChangeWriterService } from '../status/change-writer.service.js';
import { IntakeService } from './intake.service.js';

describe('a message of which nobody knows whether it was stored', () => {
  /** Where the reader of the queue was told to look. */
  const left: Message[] = [];
  const queue = {
    requestBegan: () => undefined,
    requestEnded: () => undefined,
    reserve: () => false,
    closedReason: () => null,
    leave: (message: Message) => left.push(message),
  } as unknown as QueueService;
  const fail = () => Promise.reject(new Unavailable('It is not known yet.'));
  const repository = { insert: fail, insertMany: fail } as unknown as MessageRepository;
  const intake = new IntakeService(
    repository,
    queue,
    {} as InFlightService,
    {} as DispatcherService,
    {} as ChangeWriterService,
  );

  it('is looked for where it would wait, at once', async () => {
    const message = messageWith({ status: 'queued' });
    await expect(intake.store({ message })).rejects.toThrow(Unavailable);
    expect(left.splice(0)).toEqual([message]);
  });

  it('is looked for when it came in a batch', async () => {
    const messages = [messageWith({ status: 'queued' }), messageWith({ status: 'scheduled' })];
    await expect(intake.storeMany(messages, { known: false })).rejects.toThrow(Unavailable);
    expect(left.splice(0)).toEqual(messages.slice(0, 1));
  });
});
