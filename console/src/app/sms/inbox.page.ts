import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { EmptyState } from '../ui/empty-state';
import type { RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { ListFilters } from '../ui/list/filters';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';
import { MessageListPage } from './list.page';
import { MessageFeed } from './message-feed';
import type { MessageRow } from './message-row';
import { OptOut } from './opt-out';

@Component({
  selector: 'sb-inbox-page',
  imports: [Cell, EmptyState, List, ListFilters, PageHeader, RouterLink],
  providers: [MessageFeed],
  templateUrl: './inbox.page.html',
  styleUrl: './list.scss',
})
export class InboxPage extends MessageListPage {
  private readonly optOut = inject(OptOut);
  protected readonly direction = 'inbound';
  protected readonly columns: readonly Column<MessageRow>[] = [
    { id: 'from', label: 'From', text: ({ from }) => from, class: 'who number', width: '160px', fixed: true },
    { id: 'text', label: 'Message', text: ({ text }) => text, class: 'wide text' },
    {
      id: 'by',
      label: 'Received on',
      text: (row) => this.channels.of(row) ?? row.to,
      class: 'by muted number',
      width: '170px',
    },
    { id: 'created', label: 'Received', time: (row) => row.created_at, class: 'at end', width: '120px' },
    { id: 'id', label: 'Id', text: ({ id }) => id, class: 'mono muted', width: '320px', hidden: true },
  ];
  protected readonly actionsOf = (row: MessageRow): RowAction[] => [...this.replyTo(row), ...this.optOutOf(row)];

  private replyTo(row: MessageRow): RowAction[] {
    if (!this.session.can('messages.send')) return [];
    const query = { to: row.from, sim: row.sim_card_id, provider: row.provider_id };
    return [{ label: 'Reply', name: `Reply to ${row.from}`, icon: 'reply', quick: true, link: ['/compose'], query }];
  }

  private optOutOf({ from }: MessageRow): RowAction[] {
    if (!this.optOut.may(from)) return [];
    return [{ label: 'Opt this sender out', icon: 'shield', run: () => this.optOut.ask(from) }];
  }
}
