import { Injectable, inject } from '@angular/core';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { SessionStore } from '../core/session';
import { SimDirectory, simName } from '../core/sim-directory';
import { Acts } from '../ui/acts';
import { ChannelActions, type After } from '../ui/channel-actions';
import { Dialogs } from '../ui/dialogs';
import type { RowAction } from '../ui/list/action';
import type { TestMessage } from '../ui/send-test.dialog';
import { SimCardsApi } from './sim-cards.api';

/** What can be done with a SIM card, from its row and from its page. */
@Injectable({ providedIn: 'root' })
export class SimActions {
  private readonly api = inject(SimCardsApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly channels = inject(ChannelActions);
  private readonly directory = inject(SimDirectory);
  private readonly session = inject(SessionStore);

  of(sim: SimCard, after: After): RowAction[] {
    if (!this.session.can('sim-cards.write')) return [];
    const isActive = sim.status === 'active';
    return [
      { label: 'Send a test', icon: 'send', run: () => this.sendTest(sim) },
      { label: 'USSD', icon: 'dial', run: () => this.ussd(sim) },
      { label: 'Balance', icon: 'wallet', run: () => this.balance(sim) },
      { label: 'Restart the modem', icon: 'restart', run: () => this.restart(sim, after) },
      isActive
        ? { label: 'Deactivate', icon: 'cancel', apart: true, run: () => this.switch([sim], 'inactive', after) }
        : { label: 'Activate', icon: 'check', apart: true, run: () => this.switch([sim], 'active', after) },
      { label: 'Remove', icon: 'trash', run: () => this.remove(sim, after) },
    ];
  }

  async switch(sims: readonly SimCard[], status: SimCard['status'], after: After): Promise<boolean> {
    const done = status === 'active' ? 'Activated' : 'Deactivated';
    const isDone = await this.acts.each(sims, ({ id }) => this.api.change(id, { status }), done);
    this.changed(after.changed);
    return isDone;
  }

  private ussd(sim: SimCard): Promise<unknown> {
    const dialog = () => import('./ussd.dialog').then((m) => m.UssdDialog);
    return this.dialogs.open(dialog, { data: sim, needs: 'sim-cards.write', width: 'small' });
  }

  private balance(sim: SimCard): Promise<void> {
    const ask = async () => (await this.api.ask(sim.id, 'balance')).answer;
    return this.channels.ask({ title: `Balance of ${simName(sim)}`, waiting: 'The modem asks its operator.', ask });
  }

  private async restart(sim: SimCard, after: After): Promise<void> {
    const question = {
      title: `Restart the modem of ${simName(sim)}?`,
      text: 'It takes about a minute. What it was just sending may end as uncertain.',
      action: 'Restart',
    };
    if (!(await this.dialogs.ask(question))) return;
    const ask = async () => (await this.api.ask(sim.id, 'restart')).answer;
    await this.channels.ask({ title: `Restart of ${simName(sim)}`, waiting: 'The worker resets the modem.', ask });
    after.changed();
  }

  private sendTest(sim: SimCard): Promise<void> {
    const send = (message: TestMessage, key: string) => this.api.sendTest(sim.id, message, key);
    return this.channels.sendTest({ over: simName(sim), send });
  }

  private async remove(sim: SimCard, after: After): Promise<void> {
    const question = {
      title: `Remove ${simName(sim)}?`,
      text: 'Its messages stay. It sends and shows nothing any more, also while a worker holds it, until somebody takes it back.',
      action: 'Remove',
      destructive: true,
    };
    if (!(await this.dialogs.ask(question))) return;
    if (await this.acts.do(() => this.api.remove(sim.id), 'Removed')) this.changed(after.removed ?? after.changed);
  }

  private changed(then: () => void): void {
    this.directory.reload();
    then();
  }
}
