import { Component, input } from '@angular/core';
import { ChannelLimits } from '../ui/channel-limits';
import { TextField } from '../ui/text-field';
import type { SimDraft } from './sim-draft';

/** The fields of a SIM card, in the dialog that adds one and among its settings. */
@Component({
  selector: 'sb-sim-fields',
  imports: [ChannelLimits, TextField],
  template: `
    <div class="pair">
      <sb-text-field label="Number" type="tel" [field]="draft().form.number" />
      <sb-text-field label="Label" [field]="draft().form.label" />
    </div>
    <sb-channel-limits [fields]="draft().form.limits" />
  `,
  styles: ':host { display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px; }',
  styleUrl: '../ui/dialog-form.scss',
})
export class SimFields {
  readonly draft = input.required<SimDraft>();
}
