import { Component, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Cell } from '../list/cell';
import type { Column } from '../list/column';
import { ListFilters } from '../list/filters';
import { List } from '../list/list';
import { statusLabel } from '../status';
import { StatusChip } from '../status-chip';
import { Time } from '../time';
import { MessageFeed } from './message-feed';
import { MessageListView, type Limits } from './message-list';
import type { MessageRow } from './message-row';

/** Messages on their way out: all of them, or those of one channel (`limits`). What is said of none is its content. */
@Component({
  selector: 'sb-sent-list',
  imports: [Cell, List, ListFilters, RouterLink, StatusChip, Time],
  providers: [MessageFeed],
  templateUrl: './sent-list.html',
  styleUrl: './list.scss',
})
export class SentList extends MessageListView {
  private readonly router = inject(Router);
  readonly limits = input<Limits>({});
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

  protected override limited(): Limits {
    return this.limits();
  }
}
