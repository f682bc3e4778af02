import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import type { User } from '@signalbox/contracts/auth';
import { pageList } from '../core/page-list';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import type { RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';
import { StateChip } from '../ui/state-chip';
import { UsersApi } from './users.api';

const COLUMNS: readonly Column<User>[] = [
  { id: 'username', label: 'Account', text: ({ username }) => username, class: 'wide', fixed: true },
  { id: 'email', label: 'Email', text: ({ email }) => email, class: 'late' },
  {
    id: 'role',
    label: 'Role',
    text: ({ role, granted }) => (granted.includes('office.money') ? `${role}, may move money` : role),
  },
  { id: 'status', label: 'Status', text: ({ disabled }) => (disabled ? 'disabled' : 'active') },
  { id: 'factor', label: 'Second factor', text: (user) => (user.second_factor ? 'set up' : null), none: 'none' },
  { id: 'created', label: 'Since', time: (user) => user.created_at, class: 'end' },
];

/** Accounts, and what each may. */
@Component({
  selector: 'sb-users-page',
  imports: [Cell, EmptyState, List, MatButton, MatIcon, PageHeader, StateChip],
  template: `
    <sb-page-header heading="Users and roles" lead="Who may come in, and what each may do.">
      <button matButton="filled" type="button" (click)="edit(null)">
        <mat-icon svgIcon="plus" aria-hidden="true" />New account
      </button>
    </sb-page-header>
    <sb-list name="users" label="Accounts" [source]="list" [columns]="columns" [nameOf]="nameOf" [actions]="actionsOf">
      <ng-template sbCell="username" [sbCellOf]="list" let-user>
        <strong dir="auto">{{ user.username }}{{ isMine(user) ? ' (you)' : '' }}</strong>
        @if (user.full_name) {
          <div class="muted" dir="auto">{{ user.full_name }}</div>
        }
      </ng-template>
      <ng-template sbCell="status" [sbCellOf]="list" let-user>
        <sb-state-chip [tone]="user.disabled ? 'neutral' : 'done'">{{
          user.disabled ? 'disabled' : 'active'
        }}</sb-state-chip>
      </ng-template>
      <sb-empty-state icon="people" heading="No accounts" text="Make one for each person." />
    </sb-list>
  `,
})
export class UsersPage {
  private readonly api = inject(UsersApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly session = inject(SessionStore);

  protected readonly list = pageList<User>({
    name: 'users',
    read: (page) => this.api.list(page),
    key: ({ id }) => id,
  });
  protected readonly columns = COLUMNS;
  protected readonly nameOf = ({ username }: User) => username;
  protected readonly actionsOf = (user: User): RowAction[] => [
    { label: 'Edit', icon: 'edit', quick: true, run: () => this.edit(user) },
    { label: 'Sessions', icon: 'clock', run: () => this.sessions(user) },
    { label: 'Sign out everywhere', icon: 'sign-out', disabled: this.isMine(user), run: () => this.endSessions(user) },
    {
      label: 'Take the second factor away',
      icon: 'shield',
      disabled: !user.second_factor || this.isMine(user),
      run: () => this.removeFactor(user),
    },
    { label: 'Delete', icon: 'trash', apart: true, disabled: this.isMine(user), run: () => this.remove(user) },
  ];

  protected isMine(user: User): boolean {
    return user.id === this.session.user()?.id;
  }

  protected async edit(user: User | null): Promise<void> {
    const dialog = () => import('./user.dialog').then((m) => m.UserDialog);
    const stored = await this.dialogs.open<User>(dialog, { needs: 'users.manage', data: user });
    if (stored === null) return;
    this.acts.say(user === null ? `${stored.username} may sign in now` : 'Saved');
    await this.list.refresh();
  }

  private async sessions(user: User): Promise<void> {
    const dialog = () => import('./user-sessions.dialog').then((m) => m.UserSessionsDialog);
    await this.dialogs.open(dialog, { data: user, focus: 'dialog' });
  }

  private async endSessions({ id, username }: User): Promise<void> {
    const dialog = () => import('../ui/end-sessions.dialog').then((m) => m.EndSessionsDialog);
    const answer = await this.dialogs.open<{ keys: boolean }>(dialog, { data: username, width: 'small' });
    if (answer === null) return;
    await this.acts.do(() => this.api.endSessions(id, answer.keys), `${username} is signed out everywhere`);
  }

  private async removeFactor({ id, username }: User): Promise<void> {
    const question = {
      title: `Take the second factor of ${username} away?`,
      text: 'The password alone lets them in then. Do it for somebody who has lost phone and recovery codes, and only when you know who asks.',
      action: 'Take away',
      destructive: true,
    };
    if (!(await this.dialogs.ask(question))) return;
    await this.acts.do(() => this.api.removeSecondFactor(id), `${username} has no second factor now`);
    await this.list.refresh();
  }

  private async remove({ id, username }: User): Promise<void> {
    const question = {
      title: `Delete ${username}?`,
      text: 'The account, its sessions and its API keys go for good. One that has messages cannot be deleted: disable it.',
      action: 'Delete',
      destructive: true,
    };
    if (!(await this.dialogs.ask(question))) return;
    await this.acts.do(() => this.api.remove(id), `${username} is deleted`);
    await this.list.refresh();
  }
}
