import { Component, computed, inject, type Signal } from '@angular/core';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { simName } from '../core/sim-directory';
import { ChannelStateChip } from '../ui/channel-state';
import { Facts } from '../ui/facts';
import { NoticeDialog } from '../ui/notice-dialog';
import { factsOf } from './sim-words';

/** What is known of a SIM card and its modem; it follows what the live socket tells. */
@Component({
  selector: 'sb-sim-details-dialog',
  imports: [ChannelStateChip, Facts, NoticeDialog],
  template: `
    <sb-notice-dialog [heading]="name()">
      <sb-channel-state [channel]="sim()" />
      <sb-facts [facts]="facts()" />
    </sb-notice-dialog>
  `,
})
export class SimDetailsDialog {
  protected readonly sim = inject<Signal<SimCard>>(MAT_DIALOG_DATA);
  protected readonly name = computed(() => simName(this.sim()));
  protected readonly facts = computed(() => factsOf(this.sim()));
}
