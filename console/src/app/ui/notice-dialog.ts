import { Component, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';

/** The frame of a dialog that shows something, and is closed then; `sbAction` stands beside the button that does. */
@Component({
  selector: 'sb-notice-dialog',
  imports: [MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title dir="auto">{{ heading() }}</h2>
    <mat-dialog-content><ng-content /></mat-dialog-content>
    <mat-dialog-actions align="end">
      <ng-content select="[sbAction]" />
      <button matButton="filled" type="button" mat-dialog-close>{{ close() }}</button>
    </mat-dialog-actions>
  `,
  styleUrl: './dialog-form.scss',
})
export class NoticeDialog {
  readonly heading = input.required<string>();
  readonly close = input('Close');
}
