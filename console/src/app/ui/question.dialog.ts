import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import type { Question } from './question';

/** Asks before what cannot be taken back. Closes with true when the reader said yes. */
@Component({
  selector: 'sb-question-dialog',
  imports: [MatButton, MatDialogTitle, MatDialogContent, MatDialogActions, MatDialogClose],
  template: `
    <h2 mat-dialog-title dir="auto">{{ question.title }}</h2>
    <mat-dialog-content dir="auto">{{ question.text }}</mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton [mat-dialog-close]="false">{{ question.dismiss ?? 'Keep' }}</button>
      <button matButton="filled" [class.destructive]="question.destructive" [mat-dialog-close]="true">
        {{ question.action }}
      </button>
    </mat-dialog-actions>
  `,
})
export class QuestionDialog {
  protected readonly question = inject<Question>(MAT_DIALOG_DATA);
}
