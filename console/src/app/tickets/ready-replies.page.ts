import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import type { CannedReply } from '@signalbox/contracts/office/canned-replies';
import { TicketsApi } from '../core/office/tickets.api';
import { pageList } from '../core/page-list';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { BackLink } from '../ui/back-link';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import type { RowAction } from '../ui/list/action';
import type { Column } from '../ui/list/column';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';

const COLUMNS: readonly Column<CannedReply>[] = [
  { id: 'name', label: 'Name', text: ({ name }) => name, fixed: true },
  { id: 'text', label: 'Text', text: ({ text }) => text, class: 'wide muted' },
  { id: 'changed', label: 'Changed', time: (row) => row.updated_at, class: 'end' },
];

/** Answers that are given often, for those who answer tickets. */
@Component({
  selector: 'sb-ready-replies-page',
  imports: [BackLink, EmptyState, List, MatButton, MatIcon, PageHeader],
  template: `
    <sb-back-link room="tickets" />
    <sb-page-header
      heading="Ready replies"
      lead="Answers that are given often: a press puts one into a reply, filled in."
    >
      @if (mayWrite()) {
        <button matButton="filled" type="button" (click)="write(null)">
          <mat-icon svgIcon="plus" aria-hidden="true" />New reply
        </button>
      }
    </sb-page-header>
    <sb-list
      name="ready-replies"
      label="Ready replies"
      [source]="list"
      [columns]="columns"
      [nameOf]="nameOf"
      [actions]="actionsOf"
    >
      <sb-empty-state icon="list" heading="No ready replies yet" text="Write down what you answer often." />
    </sb-list>
  `,
})
export class ReadyRepliesPage {
  private readonly api = inject(TicketsApi);
  private readonly session = inject(SessionStore);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  protected readonly list = pageList<CannedReply>({
    name: 'ready-replies',
    read: (page) => this.api.readyReplies(page),
    key: ({ id }) => id,
  });
  protected readonly columns = COLUMNS;
  protected readonly nameOf = ({ name }: CannedReply) => name;
  protected readonly actionsOf = (row: CannedReply): RowAction[] =>
    this.mayWrite()
      ? [
          { label: 'Edit', icon: 'edit', quick: true, name: `Edit ${row.name}`, run: () => this.write(row) },
          { label: 'Remove', icon: 'trash', apart: true, run: () => this.remove(row) },
        ]
      : [];

  protected mayWrite(): boolean {
    return this.session.can('office.write');
  }

  protected async write(reply: CannedReply | null): Promise<void> {
    const dialog = () => import('./ready-reply.dialog').then((m) => m.ReadyReplyDialog);
    if ((await this.dialogs.open(dialog, { data: reply, needs: 'office.write' })) === null) return;
    this.acts.say('Saved');
    await this.list.refresh();
  }

  private async remove({ id, name }: CannedReply): Promise<void> {
    const question = {
      title: 'Remove this reply?',
      text: `“${name}” is offered no longer. What was sent with it stays.`,
      action: 'Remove',
      destructive: true,
    };
    if (!(await this.dialogs.ask(question))) return;
    if (await this.acts.do(() => this.api.removeReady(id), 'Removed')) await this.list.refresh();
  }
}
