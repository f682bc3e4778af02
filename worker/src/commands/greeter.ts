import type { HelloPacket } from '@signalbox/contracts/bus';
import type { EventSender } from '../events/event-sender.js';
import type { Journal } from '../journal/journal.js';
import type { PresenceService } from '../presence/presence.service.js';

/** Answers a server that has come: with the worker's state, and, to a new one, with all that nobody has confirmed. */
export class Greeter {
  constructor(
    private readonly journal: Pick<Journal, 'fence' | 'admit'>,
    private readonly presence: Pick<PresenceService, 'answer'>,
    private readonly sender: Pick<EventSender, 'restart'>,
  ) {}

  greet({ fence, ask }: HelloPacket): void {
    const isNew = fence > this.journal.fence;
    if (!this.journal.admit(fence)) return;
    this.presence.answer(ask);
    if (isNew) this.sender.restart();
  }
}
