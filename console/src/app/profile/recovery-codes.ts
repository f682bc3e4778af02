import { Component, computed, input } from '@angular/core';
import { CopyField } from '../ui/copy-field';

/** Codes that are shown once. */
@Component({
  selector: 'sb-recovery-codes',
  imports: [CopyField],
  template: `
    <p>
      Each of these takes the place of a code once, should the phone be lost. Keep them where you keep what must not be
      lost: this is the only time that they are shown.
    </p>
    <sb-copy-field [text]="text()" />
  `,
})
export class RecoveryCodesView {
  readonly codes = input.required<readonly string[]>();
  protected readonly text = computed(() => this.codes().join('\n'));
}
