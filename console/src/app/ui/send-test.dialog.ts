import { Component, inject, signal } from '@angular/core';
import { form, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import type { AcceptedMessage } from '@signalbox/contracts/messages';
import { isMessageText, isPhoneNumber } from '@signalbox/contracts/rules';
import { AttemptKey } from '../core/attempt-key';
import { matches, Submission } from '../core/form-errors';
import { FormDialog } from './form-dialog';
import { TextField } from './text-field';

export interface TestMessage {
  to: string;
  text: string;
}

export interface SendTest {
  /** The channel's name. */
  over: string;
  /** `key` makes a repeated request harmless. */
  send: (message: TestMessage, key: string) => Promise<AcceptedMessage>;
}

/** Sends a message over one channel, to see whether it works; then leads to it. */
@Component({
  selector: 'sb-send-test-dialog',
  imports: [
    FormDialog,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    RouterLink,
    TextField,
  ],
  template: `
    @if (sent(); as sent) {
      <h2 mat-dialog-title>Send a test over {{ test.over }}</h2>
      <mat-dialog-content>
        <p role="status">The message to {{ sent.to }} is accepted; no other channel carries it.</p>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>Close</button>
        <a matButton="filled" [routerLink]="['/messages', sent.id]" mat-dialog-close>Follow it</a>
      </mat-dialog-actions>
    } @else {
      <sb-form-dialog [heading]="'Send a test over ' + test.over" action="Send" [form]="form" [submission]="submission">
        <sb-text-field
          label="Recipient"
          type="tel"
          placeholder="+254 712 345 678"
          hint="No other channel carries it"
          [field]="form.to"
        />
        <sb-text-field label="Message" [field]="form.text" />
      </sb-form-dialog>
    }
  `,
  styleUrl: './dialog-form.scss',
})
export class SendTestDialog {
  private readonly key = new AttemptKey();
  protected readonly test = inject<SendTest>(MAT_DIALOG_DATA);
  protected readonly sent = signal<AcceptedMessage | null>(null);
  protected readonly submission = new Submission();
  private readonly message = signal<TestMessage>({ to: '', text: 'A test message.' });
  protected readonly form = form(
    this.message,
    (path) => {
      required(path.to, { message: 'Enter the recipient’s number' });
      matches(path.to, isPhoneNumber, 'Expected a phone number, such as +254 712 345 678');
      required(path.text, { message: 'Write the message' });
      matches(path.text, isMessageText, 'The text is too long, or holds half a character');
    },
    {
      submission: {
        action: ({ to, text }) =>
          this.submission.run(
            () => this.send(),
            () => ({ to, text }),
          ),
      },
    },
  );

  private async send(): Promise<void> {
    const { to, text } = this.message();
    const message = { to: to.trim(), text };
    this.sent.set(await this.test.send(message, this.key.for(message)));
  }
}
