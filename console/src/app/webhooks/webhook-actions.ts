import { Injectable, inject } from '@angular/core';
import type { Webhook } from '@signalbox/contracts/webhooks';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import type { RowAction } from '../ui/list/action';
import { WebhooksApi } from './webhooks.api';
import { titleOf } from './webhook-words';

interface After {
  changed: () => unknown;
  removed?: () => unknown;
}

/** What can be done with a webhook, from its row and from its page. */
@Injectable({ providedIn: 'root' })
export class WebhookActions {
  private readonly api = inject(WebhooksApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly session = inject(SessionStore);

  of(webhook: Webhook, after: After): RowAction[] {
    if (!this.session.can('webhooks.write')) return [];
    const isActive = webhook.state === 'active';
    const isEndpoint = webhook.kind === 'endpoint';
    return [
      ...(isActive && isEndpoint
        ? [{ label: 'Send a test', icon: 'send', run: () => this.test(webhook, after) } as const]
        : []),
      {
        label: isActive ? 'Pause' : 'Switch on',
        icon: isActive ? 'cancel' : 'check',
        run: () => this.switch(webhook, after),
      },
      { label: 'Edit', icon: 'edit', run: () => this.edit(webhook, after) },
      { label: 'New secret', icon: 'key', run: () => this.rotate(webhook, after) },
      ...(isEndpoint
        ? [{ label: 'Remove', icon: 'trash', apart: true, run: () => this.remove(webhook, after) } as const]
        : []),
    ];
  }

  async edit(webhook: Webhook | null, { changed }: After): Promise<void> {
    const dialog = () => import('./webhook.dialog').then((m) => m.WebhookDialog);
    // A click beside the dialog must not lose a secret that is shown once.
    await this.dialogs.open(dialog, { data: webhook, needs: 'webhooks.write', held: true });
    changed();
  }

  async redeliver(webhook: Webhook, deliveryId: number): Promise<boolean> {
    return this.acts.do(() => this.api.redeliver(webhook.id, { delivery_id: deliveryId }), 'It is delivered again');
  }

  /** What was given up in the last day. */
  async redeliverFailed(webhook: Webhook): Promise<void> {
    const question = {
      title: 'Deliver again what was given up?',
      text: 'Everything that was given up in the last 24 hours is posted again, under the ids that it had.',
      action: 'Deliver again',
    };
    if (!(await this.dialogs.ask(question))) return;
    const since = new Date(Date.now() - 86_400_000).toISOString();
    await this.acts.do(() => this.api.redeliver(webhook.id, { since }), 'On its way again');
  }

  private async rotate(webhook: Webhook, { changed }: After): Promise<void> {
    const dialog = () => import('./rotation.dialog').then((m) => m.RotationDialog);
    await this.dialogs.open(dialog, { data: webhook, needs: 'webhooks.write', held: true, width: 'small' });
    changed();
  }

  private async test(webhook: Webhook, { changed }: After): Promise<void> {
    if (await this.acts.do(() => this.api.test(webhook.id), 'A test is on its way: see its deliveries')) changed();
  }

  private async switch(webhook: Webhook, { changed }: After): Promise<void> {
    const state = webhook.state === 'active' ? 'paused' : 'active';
    const said = state === 'active' ? 'Switched on' : 'Paused';
    if (await this.acts.do(() => this.api.change(webhook.id, { state }), said)) changed();
  }

  private async remove(webhook: Webhook, { changed, removed }: After): Promise<void> {
    const question = {
      title: `Remove ${titleOf(webhook)}?`,
      text: 'Nothing is posted there any more, and what was posted cannot be looked at any more.',
      action: 'Remove',
      destructive: true,
    };
    if (!(await this.dialogs.ask(question))) return;
    if (await this.acts.do(() => this.api.remove(webhook.id), 'Removed')) (removed ?? changed)();
  }
}
