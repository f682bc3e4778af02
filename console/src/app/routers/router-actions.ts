import { Injectable, inject } from '@angular/core';
import type { Router } from '@signalbox/contracts/office/routers';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import type { RowAction } from '../ui/list/action';
import { RoutersApi } from './routers.api';

interface After {
  changed: () => unknown;
  removed?: () => unknown;
}

/** What can be done with a router, from its row and from its page. */
@Injectable({ providedIn: 'root' })
export class RouterActions {
  private readonly api = inject(RoutersApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly session = inject(SessionStore);

  of(router: Router, after: After): RowAction[] {
    const actions: RowAction[] = [];
    if (this.session.can('routers.operate')) {
      actions.push({ label: 'Test', icon: 'pulse', run: () => this.test(router, after) });
    }
    if (this.session.can('routers.write')) {
      actions.push(
        { label: 'Edit', icon: 'edit', run: () => this.edit(router, after) },
        { label: 'Remove', icon: 'trash', apart: true, run: () => this.remove(router, after) },
      );
    }
    return actions;
  }

  async edit(router: Router | null, { changed }: After): Promise<void> {
    const dialog = () => import('./router.dialog').then((m) => m.RouterDialog);
    if ((await this.dialogs.open(dialog, { data: router, needs: 'routers.write' })) === null) return;
    this.acts.say('Saved');
    changed();
  }

  private async test(router: Router, { changed }: After): Promise<void> {
    const ask = async () => {
      const { ok, health, fingerprint } = await this.api.test(router.id);
      if (ok) return `It answers: RouterOS ${health.version ?? ''} ${health.board ?? ''}`.trim();
      const print = fingerprint === null ? '' : ` Its certificate has the SHA-256 ${fingerprint}.`;
      return `${health.error ?? 'It does not answer.'}${print}`;
    };
    const data = { title: `Test of ${router.name}`, waiting: 'The router is asked how it is.', ask };
    const dialog = () => import('../ui/answer.dialog').then((m) => m.AnswerDialog);
    await this.dialogs.open(dialog, { data, needs: 'routers.operate', width: 'small' });
    changed();
  }

  private async remove(router: Router, { changed, removed }: After): Promise<void> {
    const question = {
      title: `Remove ${router.name}?`,
      text: 'It is not asked any more, and its password is forgotten. Nothing changes at the router itself.',
      action: 'Remove',
      destructive: true,
    };
    if (!(await this.dialogs.ask(question))) return;
    if (await this.acts.do(() => this.api.remove(router.id), 'Removed')) (removed ?? changed)();
  }
}
