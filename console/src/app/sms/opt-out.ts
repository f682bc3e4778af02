import { Injectable, inject } from '@angular/core';
import { SessionStore } from '../core/session';
import { SuppressionsApi } from '../core/suppressions.api';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';

/** E.164: a sender that is a word or a short code gets no messages anyway. */
const NUMBER = /^\+[1-9]\d{6,14}$/;

/** Puts who wrote to us onto the list of those who get no messages: people say so in other words than STOP, too. */
@Injectable({ providedIn: 'root' })
export class OptOut {
  private readonly api = inject(SuppressionsApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly session = inject(SessionStore);

  /** Whether it is offered. */
  may(sender: string | null): sender is string {
    return sender !== null && NUMBER.test(sender) && this.session.can('suppressions.write');
  }

  /** Asks, and does it. */
  async ask(number: string): Promise<void> {
    const question = {
      title: `Opt ${number} out?`,
      text: 'It gets no more messages, and what waits for it is taken back. Suppressions let it in again.',
      action: 'Opt out',
      destructive: true,
    };
    if (!(await this.dialogs.ask(question))) return;
    await this.acts.do(() => this.api.add({ number, note: 'from the inbox' }), `${number} gets no more messages`);
  }
}
