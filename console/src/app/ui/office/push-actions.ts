import { Injectable, inject } from '@angular/core';
import { Acts } from '../acts';
import { Dialogs } from '../dialogs';
import type { RowAction } from '../list/action';
import type { PushFor, PushOutcome } from './push.dialog';

/** What M-Pesa moves. */
const MPESA_CURRENCY = 'KES';

export const canPush = ({ currency }: { currency: string }): boolean => currency === MPESA_CURRENCY;

/** Asking a customer's phone for a payment, from an invoice and from a customer. */
@Injectable({ providedIn: 'root' })
export class PushActions {
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);

  of(about: PushFor, changed: () => unknown): RowAction {
    return { label: 'Ask for payment by M-Pesa', icon: 'phone', run: () => this.ask(about, changed) };
  }

  private async ask(about: PushFor, changed: () => unknown): Promise<void> {
    const dialog = () => import('./push.dialog').then((m) => m.PushDialog);
    const outcome = await this.dialogs.open<PushOutcome>(dialog, { data: about, needs: 'office.write' });
    if (outcome === null) return;
    if (outcome === 'asked') this.acts.say('Asked: the PIN is entered on the phone');
    else this.acts.refuse('M-Pesa did not answer: it may have reached the phone. Do not ask again.');
    changed();
  }
}
