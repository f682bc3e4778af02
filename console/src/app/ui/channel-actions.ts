import { Injectable, inject } from '@angular/core';
import type { Asking } from './answer.dialog';
import { Dialogs } from './dialogs';
import type { SendTest } from './send-test.dialog';

/** What a page does when one of its channels was changed. */
export interface After {
  changed: () => void;
  /** When it is gone; the same without it. */
  removed?: () => void;
}

/** What the pages of SIM cards, providers and workers do alike. */
@Injectable({ providedIn: 'root' })
export class ChannelActions {
  private readonly dialogs = inject(Dialogs);

  /** Asks, and shows the answer until it is closed. */
  async ask(asking: Asking): Promise<void> {
    const dialog = () => import('./answer.dialog').then((m) => m.AnswerDialog);
    await this.dialogs.open(dialog, { data: asking, needs: 'channels.operate', width: 'small' });
  }

  /** Sends a message over one channel. */
  async sendTest(test: SendTest): Promise<void> {
    const dialog = () => import('./send-test.dialog').then((m) => m.SendTestDialog);
    await this.dialogs.open(dialog, { data: test, needs: 'channels.operate', width: 'small' });
  }
}
