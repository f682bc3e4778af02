import { Component, computed, inject, type Signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { simName } from '../core/sim-directory';
import { ChannelStateChip } from '../ui/channel-state';
import { Facts } from '../ui/facts';
import { factsOf } from './sim-words';

/** What is known of a SIM card and its modem; it follows what the live socket tells. */
@Component({
  selector: 'sb-sim-details-dialog',
  imports: [ChannelStateChip, Facts, MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ name() }}</h2>
    <mat-dialog-content>
      <sb-channel-state [channel]="sim()" />
      <sb-facts [facts]="facts()" />
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton="filled" type="button" mat-dialog-close>Close</button>
    </mat-dialog-actions>
  `,
  styleUrl: '../ui/dialog-form.scss',
})
export class SimDetailsDialog {
  protected readonly sim = inject<Signal<SimCard>>(MAT_DIALOG_DATA);
  protected readonly name = computed(() => simName(this.sim()));
  protected readonly facts = computed(() => factsOf(this.sim()));
}
