import { CdkCopyToClipboard } from '@angular/cdk/clipboard';
import { Component, computed, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';

/** A text that is to be taken elsewhere, with a button that copies it. */
@Component({
  selector: 'sb-copy-field',
  imports: [CdkCopyToClipboard, MatButton, MatIcon],
  template: `
    @if (label(); as label) {
      <span class="label">{{ label }}</span>
    }
    <div class="box" [class.long]="long()">
      <code dir="auto">{{ text() }}</code>
      <button
        matButton="tonal"
        type="button"
        [attr.aria-label]="label() ? 'Copy: ' + label() : null"
        [cdkCopyToClipboard]="text()"
        (cdkCopyToClipboardCopied)="copied.set($event)"
      >
        <mat-icon [svgIcon]="copied() ? 'check' : 'copy'" aria-hidden="true" />{{ copied() ? 'Copied' : 'Copy' }}
      </button>
    </div>
  `,
  styles: `
    :host {
      display: block;
    }
    .label {
      display: block;
      margin-bottom: 4px;
      font-size: 12px;
      color: var(--sb-text-muted);
    }
    .box {
      display: flex;
      align-items: center;
      gap: 12px;
      padding: 8px 8px 8px 14px;
      border: 1px solid var(--sb-border);
      border-radius: 10px;
      background: var(--sb-surface-raised);
    }
    code {
      flex: 1;
      min-width: 0;
      overflow-wrap: anywhere;
      white-space: pre-wrap;
      user-select: all;
    }
    @media (max-width: 500px) {
      .long {
        flex-direction: column;
        align-items: stretch;
      }
    }
    button {
      flex: none;
      align-self: flex-start;
    }
  `,
})
export class CopyField {
  readonly text = input.required<string>();
  readonly label = input('');
  /** Too long for one line of a phone beside the button. */
  protected readonly long = computed(() => this.text().length > 24);
  protected readonly copied = signal(false);
}
