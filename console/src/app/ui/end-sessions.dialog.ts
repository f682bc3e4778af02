import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';

/** Whose sessions are to end; null are the reader's own. */
export type EndSessionsOf = string | null;

/** Asks whether all sessions of an account end, and its API keys too; closes with that, or with nothing. */
@Component({
  selector: 'sb-end-sessions-dialog',
  imports: [MatButton, MatCheckbox, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title dir="auto">
      {{ name === null ? 'Sign out everywhere?' : 'Sign ' + name + ' out everywhere?' }}
    </h2>
    <mat-dialog-content>
      <p>
        @if (name === null) {
          Every browser and program that is signed in as you is signed out, this one too.
        } @else {
          Every browser and program that is signed in as {{ name }} is signed out at once.
        }
      </p>
      <mat-checkbox [checked]="keys()" (change)="keys.set($event.checked)">
        {{ name === null ? 'Revoke my API keys, too' : 'Revoke all API keys of this account, too' }}
      </mat-checkbox>
      @if (keys()) {
        <p class="note caution" role="status">
          Programs that use these keys are refused from then on. This cannot be taken back.
        </p>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton type="button" mat-dialog-close>Cancel</button>
      <button matButton="filled" type="button" [mat-dialog-close]="{ keys: keys() }">Sign out everywhere</button>
    </mat-dialog-actions>
  `,
  styleUrl: './dialog-form.scss',
})
export class EndSessionsDialog {
  protected readonly name = inject<EndSessionsOf>(MAT_DIALOG_DATA);
  /** Of somebody else they are what most likely leaked. */
  protected readonly keys = signal(this.name !== null);
}
