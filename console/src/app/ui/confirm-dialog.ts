import { Component, Injectable, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialog,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

export interface Question {
  title: string;
  text: string;
  /** The word on the button that does it. */
  action: string;
  /** The word on the button that does not; "Keep" without one. */
  dismiss?: string;
  destructive?: boolean;
}

@Component({
  selector: 'sb-confirm-dialog',
  imports: [MatButton, MatDialogTitle, MatDialogContent, MatDialogActions, MatDialogClose],
  template: `
    <h2 mat-dialog-title>{{ question.title }}</h2>
    <mat-dialog-content dir="auto">{{ question.text }}</mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton [mat-dialog-close]="false">{{ question.dismiss ?? 'Keep' }}</button>
      <button matButton="filled" [class.destructive]="question.destructive" [mat-dialog-close]="true">
        {{ question.action }}
      </button>
    </mat-dialog-actions>
  `,
})
export class ConfirmDialog {
  protected readonly question = inject<Question>(MAT_DIALOG_DATA);
}

/** Asks before what cannot be taken back. */
@Injectable({ providedIn: 'root' })
export class Confirm {
  private readonly dialog = inject(MatDialog);

  /** Whether the reader said yes. */
  async ask(question: Question): Promise<boolean> {
    const opened = this.dialog.open<ConfirmDialog, Question, boolean>(ConfirmDialog, {
      data: question,
      width: '420px',
      autoFocus: 'first-tabbable',
      delayFocusTrap: false,
    });
    return (await firstValueFrom(opened.afterClosed())) === true;
  }
}
