import { describe, expect, it } from '@jest/globals';
import { NOON, messageWith } from '../../../../test/messages.js';
import { type Change, ChangeBuilder } from '../change.js';
import type { Message } from '../message.js';
import type { MessageRepository, StoredMessage } from '../message.repository.js';
import { SmsEvents } from '../sms.events.js';
import { ChangeWriterService } from './change-writer.service.js';

/** One row, guarded as the database guards it. */
class Row {
  reads = 0;
  constructor(public message: Message) {}
  apply({ from, to }: Change): Promise<boolean> {
    if (from.version !== this.message.version) return Promise.resolve(false);
    this.message = { ...to };
    return Promise.resolve(true);
  }
  find(): Promise<StoredMessage> {
    this.reads += 1;
    return Promise.resolve({ ...this.message, seq: 1, history: '' });
  }
  /** Somebody else changes it. */
  change(fields: Partial<Message>): void {
    Object.assign(this.message, fields, { version: this.message.version + 1 });
  }
}

describe('a change of a message that others change too', () => {
  const made = (row: Row) => new ChangeWriterService(row as unknown as MessageRepository, new SmsEvents());
  const cancelled = (message: Message) =>
    message.status === 'queued' ? new ChangeBuilder(message).step('cancelled', NOON) : null;

  it('is made anew from what the message is now', async () => {
    const row = new Row(messageWith());
    const old = { ...row.message };
    row.change({ dueAt: NOON + 5, reason: 'at night' });
    expect(await made(row).change(old, cancelled)).toBe(true);
    expect(row.message).toMatchObject({ status: 'cancelled', dueAt: NOON + 5, reason: 'at night', version: 2 });
  });

  it('is not made when there is no place for it any more', async () => {
    const row = new Row(messageWith());
    const old = { ...row.message };
    row.change({ status: 'dispatched', attempt: 1 });
    expect(await made(row).change(old, cancelled)).toBe(false);
    expect(row.message).toMatchObject({ status: 'dispatched', version: 1 });
  });

  it('reads nothing when nobody was before it, and ends when others always are', async () => {
    const row = new Row(messageWith());
    expect(await made(row).change({ ...row.message }, cancelled)).toBe(true);
    expect(row.reads).toBe(0);
    const busy = new Row(messageWith());
    const interrupted = (message: Message) => {
      busy.change({});
      return cancelled(message);
    };
    expect(await made(busy).change({ ...busy.message }, interrupted)).toBe(false);
    expect(busy.reads).toBeLessThan(20);
  });
});
