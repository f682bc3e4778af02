import { Injectable, inject } from '@angular/core';
import type { Alert } from '@signalbox/contracts/alerts';
import { AlertsApi } from '../core/alerts.api';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import type { BulkAction, RowAction } from '../ui/list/action';
import { aboutAlert } from './alert-words';

/** What can be done with an alert, from its row and from its page. */
@Injectable({ providedIn: 'root' })
export class AlertActions {
  private readonly api = inject(AlertsApi);
  private readonly acts = inject(Acts);
  private readonly dialogs = inject(Dialogs);
  private readonly session = inject(SessionStore);

  of(alert: Alert, changed: () => unknown): RowAction[] {
    if (!this.session.can('alerts.write') || alert.state === 'resolved') return [];
    const actions: RowAction[] = [];
    if (alert.state === 'firing') {
      actions.push({ label: 'Acknowledge', icon: 'check', run: () => this.acknowledge([alert], changed) });
    }
    actions.push(
      { label: 'Silence', icon: 'bell', run: () => this.silence(aboutAlert(alert), changed) },
      { label: 'Resolve', icon: 'cancel', run: () => this.resolve(alert, changed) },
    );
    return actions;
  }

  bulk(changed: () => unknown): BulkAction<Alert>[] {
    if (!this.session.can('alerts.write')) return [];
    const run = (alerts: readonly Alert[]) => this.acknowledge(alerts, changed);
    return [{ label: 'Acknowledge', icon: 'check', run }];
  }

  /** @param about what it is about, a line each; empty for a new one */
  async silence(about: string, changed: () => unknown): Promise<void> {
    const dialog = () => import('./silence.dialog').then((m) => m.SilenceDialog);
    if ((await this.dialogs.open(dialog, { data: about, needs: 'alerts.write', width: 'small' })) === null) return;
    this.acts.say('Silenced');
    changed();
  }

  private async acknowledge(alerts: readonly Alert[], changed: () => unknown): Promise<boolean> {
    const firing = alerts.filter(({ state }) => state === 'firing');
    const done = await this.acts.each(firing, ({ id }) => this.api.acknowledge(id), 'Acknowledged');
    changed();
    return done;
  }

  private async resolve({ id }: Alert, changed: () => unknown): Promise<void> {
    if (await this.acts.do(() => this.api.resolve(id), 'Resolved')) changed();
  }
}
