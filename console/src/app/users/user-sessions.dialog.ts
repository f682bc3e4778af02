import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import type { User } from '@signalbox/contracts/auth';
import { NoticeDialog } from '../ui/notice-dialog';
import { SessionsList } from '../ui/sessions-list';

/** Where somebody is signed in. */
@Component({
  selector: 'sb-user-sessions-dialog',
  imports: [NoticeDialog, SessionsList],
  template: `
    <sb-notice-dialog [heading]="user.username + ' is signed in'">
      <sb-sessions-list [user]="user.id" />
    </sb-notice-dialog>
  `,
})
export class UserSessionsDialog {
  protected readonly user = inject<User>(MAT_DIALOG_DATA);
}
