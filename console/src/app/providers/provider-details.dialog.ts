import { DOCUMENT, Component, computed, inject, type Signal } from '@angular/core';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import type { Provider } from '@signalbox/contracts/providers';
import { providerName } from '../core/provider-directory';
import { ChannelStateChip } from '../ui/channel-state';
import { CopyField } from '../ui/copy-field';
import { Facts } from '../ui/facts';
import { NoticeDialog } from '../ui/notice-dialog';
import { factsOf, reportUrl } from './provider-words';

/** What a provider is, and where it sends its delivery reports; it follows what the live socket tells. */
@Component({
  selector: 'sb-provider-details-dialog',
  imports: [ChannelStateChip, CopyField, Facts, NoticeDialog],
  template: `
    <sb-notice-dialog [heading]="name()">
      <sb-channel-state [channel]="provider()" />
      <sb-facts [facts]="facts()" />
      @if (url(); as url) {
        <sb-copy-field label="URL for its delivery reports and messages" [text]="url" />
        <p class="muted">
          Enter it at the provider. Whoever knows it can report deliveries and bring messages: treat it as a password.
          If the provider reaches this server by another address, put that in its place.
        </p>
      }
    </sb-notice-dialog>
  `,
})
export class ProviderDetailsDialog {
  private readonly origin = inject(DOCUMENT).location.origin;
  protected readonly provider = inject<Signal<Provider>>(MAT_DIALOG_DATA);
  protected readonly name = computed(() => providerName(this.provider()));
  protected readonly facts = computed(() => factsOf(this.provider()));
  protected readonly url = computed(() => reportUrl(this.provider(), this.origin));
}
