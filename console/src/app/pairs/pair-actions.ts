import { Injectable, computed, inject } from '@angular/core';
import type { Pair } from '@signalbox/contracts/pairs';
import { pairName } from '../core/pair-directory';
import { ProviderDirectory } from '../core/provider-directory';
import { SessionStore } from '../core/session';
import { SimDirectory } from '../core/sim-directory';
import { Acts } from '../ui/acts';
import type { After } from '../ui/channel-actions';
import { Dialogs } from '../ui/dialogs';
import type { RowAction } from '../ui/list/action';
import { PairsApi } from './pairs.api';

/** What can be done with a pair, from its row and from its page. */
@Injectable({ providedIn: 'root' })
export class PairActions {
  private readonly api = inject(PairsApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly sims = inject(SimDirectory);
  private readonly providers = inject(ProviderDirectory);
  private readonly session = inject(SessionStore);
  private readonly bound = computed(() => {
    const counts = new Map<string, number>();
    const channels = [...this.sims.all(), ...this.providers.all()];
    for (const id of channels.flatMap(({ pair_ids: ids }) => ids)) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  });

  of(pair: Pair, after: After): RowAction[] {
    if (!this.session.can('pairs.write')) return [];
    return [
      pair.active
        ? { label: 'Deactivate', icon: 'cancel', apart: true, run: () => this.switch([pair], false, after) }
        : { label: 'Activate', icon: 'check', apart: true, run: () => this.switch([pair], true, after) },
      { label: 'Delete', icon: 'trash', run: () => this.remove([pair], after) },
    ];
  }

  /** How many channels carry to it alone. */
  channelsOf({ id }: Pick<Pair, 'id'>): number {
    return this.bound().get(id) ?? 0;
  }

  async switch(pairs: readonly Pair[], active: boolean, after: After): Promise<boolean> {
    const done = active ? 'Activated' : 'Deactivated';
    const isDone = await this.acts.each(pairs, ({ id }) => this.api.change(id, { active }), done);
    // Also when it failed: what was switched did not happen.
    this.changed(after.changed);
    return isDone;
  }

  async remove(pairs: readonly Pair[], after: After): Promise<boolean> {
    const [first] = pairs;
    if (first === undefined) return false;
    const channels = pairs.reduce((sum, pair) => sum + this.channelsOf(pair), 0);
    const question = {
      title: pairs.length === 1 ? `Delete ${pairName(first)}?` : `Delete ${pairs.length} pairs?`,
      text:
        `Messages to ${pairs.length === 1 ? 'its' : 'their'} numbers go as those of no pair from now on.` +
        (channels > 0
          ? ` ${channels === 1 ? 'One channel is' : `${channels} channels are`} not bound to it any more.`
          : ''),
      action: 'Delete',
      destructive: true,
    };
    if (!(await this.dialogs.ask(question))) return false;
    const isDone = await this.acts.each(pairs, ({ id }) => this.api.remove(id), 'Deleted');
    this.changed(isDone ? (after.removed ?? after.changed) : after.changed);
    return isDone;
  }

  private changed(then: () => void): void {
    this.sims.reload();
    this.providers.reload();
    then();
  }
}
