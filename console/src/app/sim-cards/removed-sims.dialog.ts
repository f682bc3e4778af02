import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { RemovedSimCard } from '@signalbox/contracts/sim-cards';
import { Acts } from '../ui/acts';
import { NoticeDialog } from '../ui/notice-dialog';
import { SimCardsApi } from './sim-cards.api';
import { removedName } from './sim-words';

/** SIM cards that were removed: those that are still in a modem work again when they are taken back. */
@Component({
  selector: 'sb-removed-sims-dialog',
  imports: [MatButton, NoticeDialog],
  template: `
    <sb-notice-dialog heading="Removed SIM cards">
      <p class="muted">They stay removed until somebody takes them back, also while a worker has them in a modem.</p>
      <ul>
        @for (sim of sims(); track sim.id) {
          <li>
            <span>
              <span dir="auto">{{ nameOf(sim) }}</span>
              <span class="muted held" dir="auto">{{
                sim.held_by ? 'In a modem of worker ' + sim.held_by : 'In no modem now'
              }}</span>
            </span>
            <button
              matButton="outlined"
              type="button"
              [disabled]="busy()"
              [attr.aria-label]="'Take back ' + nameOf(sim)"
              (click)="restore(sim)"
            >
              Take back
            </button>
          </li>
        }
      </ul>
    </sb-notice-dialog>
  `,
  styles: `
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      padding: 8px 0;
    }
    .held {
      display: block;
      font-size: 12px;
    }
  `,
})
export class RemovedSimsDialog {
  private readonly api = inject(SimCardsApi);
  private readonly acts = inject(Acts);
  private readonly dialog = inject<MatDialogRef<RemovedSimsDialog, true>>(MatDialogRef);
  protected readonly sims = signal(inject<readonly RemovedSimCard[]>(MAT_DIALOG_DATA));
  protected readonly busy = signal(false);
  protected readonly nameOf = removedName;

  protected async restore(sim: RemovedSimCard): Promise<void> {
    this.busy.set(true);
    const isDone = await this.acts.do(() => this.api.restore(sim.id), `${removedName(sim)} is back`);
    this.busy.set(false);
    if (isDone) this.dialog.close(true);
  }
}
