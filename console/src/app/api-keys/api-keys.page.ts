import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { MatIcon } from '@angular/material/icon';
import type { ApiKey } from '@signalbox/contracts/auth';
import { pageList } from '../core/page-list';
import { SessionStore } from '../core/session';
import { UrlFilters } from '../core/url-filters';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import type { BulkAction, RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';
import { ApiKeysApi } from './api-keys.api';
import { scopeWords } from './key-words';

@Component({
  selector: 'sb-api-keys-page',
  imports: [Cell, EmptyState, List, MatButton, MatButtonToggle, MatButtonToggleGroup, MatIcon, PageHeader],
  templateUrl: './api-keys.page.html',
  styleUrl: './api-keys.page.scss',
})
export class ApiKeysPage {
  private readonly api = inject(ApiKeysApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  protected readonly session = inject(SessionStore);

  protected readonly url = new UrlFilters(
    ['whose'],
    [],
    (_, whose) => whose === 'mine' || (whose === 'everybody' && this.session.can('users.manage')),
  );
  protected readonly all = computed(() => this.url.values().whose === 'everybody');
  protected readonly list = pageList<ApiKey>({
    name: 'api-keys',
    read: (page) => this.api.list(this.all(), page),
    key: ({ id }) => id,
    selection: this.all,
  });
  protected readonly columns = computed<readonly Column<ApiKey>[]>(() => [
    { id: 'name', label: 'Name', text: ({ name }) => name, class: 'wide', fixed: true },
    ...(this.all()
      ? [
          {
            id: 'account',
            label: 'Account',
            text: (key: ApiKey) => `${key.username}${this.isMine(key) ? ' (you)' : ''}`,
          },
        ]
      : []),
    { id: 'hint', label: 'Begins with', text: ({ hint }) => `${hint}…`, class: 'mono late' },
    { id: 'scopes', label: 'May', text: scopeWords },
    { id: 'networks', label: 'From', text: ({ networks }) => networks.join(', '), none: 'everywhere', class: 'late' },
    { id: 'expires', label: 'Ends', time: (key) => key.expires_at, none: 'never' },
    { id: 'created', label: 'Created', time: (key) => key.created_at },
    { id: 'used', label: 'Last used', time: (key) => key.last_used_at, none: 'never' },
  ]);
  protected readonly nameOf = (key: ApiKey) => key.name + (this.all() ? ` of ${key.username}` : '');
  protected readonly actionsOf = (key: ApiKey): RowAction[] => [
    { label: 'Revoke', icon: 'trash', run: () => this.revoke([key]) },
    ...(this.all() && !this.isMine(key)
      ? [
          {
            label: `Sign ${key.username} out everywhere`,
            icon: 'shield',
            run: () => this.endSessions(key),
          } as const,
        ]
      : []),
  ];
  protected readonly bulk: readonly BulkAction<ApiKey>[] = [
    { label: 'Revoke', icon: 'trash', run: (keys) => this.revoke(keys) },
  ];

  protected async create(): Promise<void> {
    // A click beside the dialog must not lose a key that is shown once.
    const dialog = () => import('./new-api-key.dialog').then((m) => m.NewApiKeyDialog);
    await this.dialogs.open(dialog, { needs: 'account.own', held: true });
    await this.list.refresh();
  }

  private isMine(key: ApiKey): boolean {
    return key.user_id === this.session.user()?.id;
  }

  private async revoke(keys: readonly ApiKey[]): Promise<boolean> {
    const [first] = keys;
    if (first === undefined) return false;
    const whose = this.isMine(first) ? '' : ` of ${first.username}`;
    const question = {
      title: keys.length === 1 ? `Revoke “${first.name}”${whose}?` : `Revoke ${keys.length} keys?`,
      text: `Whatever still signs in with ${keys.length === 1 ? 'this key' : 'these keys'} is refused from now on. This cannot be taken back.`,
      action: 'Revoke',
      destructive: true,
    };
    if (!(await this.dialogs.ask(question))) return false;
    const isDone = await this.acts.each(keys, ({ id }) => this.api.revoke(id), 'Revoked');
    await this.list.refresh();
    return isDone;
  }

  /** For an account that somebody else got hold of. */
  private async endSessions({ user_id, username }: ApiKey): Promise<void> {
    const dialog = () => import('../ui/end-sessions.dialog').then((m) => m.EndSessionsDialog);
    const answer = await this.dialogs.open<{ keys: boolean }>(dialog, { data: username, width: 'small' });
    if (answer === null) return;
    await this.acts.do(() => this.api.endSessions(user_id, answer.keys), `${username} is signed out everywhere`);
    await this.list.refresh();
  }
}
