import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { EmptyState } from '../ui/empty-state';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { ListFilters } from '../ui/list/filters';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';
import { statusLabel } from '../ui/status';
import { StatusChip } from '../ui/status-chip';
import { Time } from '../ui/time';
import { MessageListPage } from './list.page';
import { MessageFeed } from './message-feed';
import type { MessageRow } from './message-row';

@Component({
  selector: 'sb-outbox-page',
  imports: [Cell, EmptyState, List, ListFilters, MatButton, PageHeader, RouterLink, StatusChip, Time],
  providers: [MessageFeed],
  templateUrl: './outbox.page.html',
  styleUrl: './list.scss',
})
export class OutboxPage extends MessageListPage {
  private readonly router = inject(Router);
  protected readonly direction = 'outbound';
  protected readonly columns: readonly Column<MessageRow>[] = [
    { id: 'status', label: 'Status', text: ({ status }) => statusLabel(status), class: 'chip', width: '132px' },
    { id: 'to', label: 'To', text: ({ to }) => to, class: 'who number', width: '160px', fixed: true },
    { id: 'text', label: 'Message', text: ({ text }) => text, class: 'wide text' },
    { id: 'reason', label: 'Reason', text: ({ reason }) => reason, class: 'wide', hidden: true },
    {
      id: 'by',
      label: 'From',
      text: (row) => this.channels.of(row) ?? row.from,
      class: 'by muted number',
      width: '170px',
    },
    { id: 'created', label: 'Created', time: (row) => row.created_at, class: 'at end', width: '120px' },
    { id: 'changed', label: 'Changed', time: (row) => row.updated_at, class: 'at end', width: '120px', hidden: true },
    { id: 'id', label: 'Id', text: ({ id }) => id, class: 'mono muted', width: '320px', hidden: true },
  ];
  protected readonly open = ({ id }: MessageRow) => void this.router.navigate(['/messages', id]);
}
