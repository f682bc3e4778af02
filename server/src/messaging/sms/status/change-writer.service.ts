import { Injectable } from '@nestjs/common';
import { type ChangeBuilder, commit } from '../change.js';
import type { Message } from '../message.js';
import { MessageRepository } from '../message.repository.js';
import { SmsEvents } from '../sms.events.js';

/** How often a message that somebody else changed meanwhile is read again. */
const TRIES = 10;

/** Writes changes, and tells of those that were committed. */
@Injectable()
export class ChangeWriterService {
  private changed: Message[] | null = null;

  constructor(
    private readonly repository: MessageRepository,
    private readonly events: SmsEvents,
  ) {}

  /**
   * Resolves after the commit, to whether the change applied: false when the message is not any more what the change
   * began with. Then nothing happened, and the message in memory is out of date.
   */
  async write(builder: ChangeBuilder): Promise<boolean> {
    const change = builder.build();
    if (change === null) return true;
    if (!(await this.repository.apply(change))) return false;
    commit(change);
    this.tell(change.message);
    return true;
  }

  /**
   * Changes a message as `make` says, which is asked again with the message read anew when somebody else changed it
   * meanwhile; resolves to whether a change was made. Null from `make` leaves the message as it is.
   */
  async change(message: Message, make: (message: Message) => ChangeBuilder | null): Promise<boolean> {
    for (let tries = TRIES, current: Message | null = message; current !== null && tries > 0; tries--) {
      const builder = make(current);
      if (builder === null) return false;
      if (await this.write(builder)) return true;
      current = await this.repository.find(message.id);
    }
    return false;
  }

  /** Tells of a message that is new or changed; those of one turn of the event loop are told together. */
  tell(message: Message): void {
    if (this.changed) {
      this.changed.push(message);
      return;
    }
    const gathered = (this.changed = [message]);
    setImmediate(() => {
      this.changed = null;
      this.events.changed.next(gathered);
    });
  }
}
