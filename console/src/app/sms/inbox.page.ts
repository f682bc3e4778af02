import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { Acts } from '../ui/acts';
import { EmptyState } from '../ui/empty-state';
import type { RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { ListFilters } from '../ui/list/filters';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';
import { MessageFeed } from '../ui/messages/message-feed';
import { MessageListView } from '../ui/messages/message-list';
import type { MessageRow } from '../ui/messages/message-row';
import { OptOut } from './opt-out';
import { SmsApi } from './sms.api';

@Component({
  selector: 'sb-inbox-page',
  imports: [Cell, EmptyState, List, ListFilters, MatButton, MatIcon, PageHeader, RouterLink],
  providers: [MessageFeed],
  templateUrl: './inbox.page.html',
  styleUrl: '../ui/messages/list.scss',
})
export class InboxPage extends MessageListView {
  private readonly optOut = inject(OptOut);
  private readonly api = inject(SmsApi);
  private readonly acts = inject(Acts);
  protected readonly direction = 'inbound';
  /** How many messages miss parts. */
  protected readonly waiting = signal(0);
  protected readonly busy = signal(false);
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

  constructor() {
    super();
    void this.countParts();
  }

  protected async showParts(): Promise<void> {
    this.busy.set(true);
    await this.acts.try(() => this.api.showParts());
    this.busy.set(false);
    await this.countParts();
  }

  /** Without an answer nothing is said: it is a hint beside the list. */
  private async countParts(): Promise<void> {
    const { messages } = await this.api.waitingParts().catch(() => ({ messages: 0 }));
    this.waiting.set(messages);
  }

  private replyTo(row: MessageRow): RowAction[] {
    if (!row.can_reply || !this.session.can('messages.send')) return [];
    const query = { to: row.from, sim: row.sim_card_id, provider: row.provider_id };
    return [{ label: 'Reply', name: `Reply to ${row.from}`, icon: 'reply', quick: true, link: ['/compose'], query }];
  }

  private optOutOf({ from }: MessageRow): RowAction[] {
    if (!this.optOut.may(from)) return [];
    return [{ label: 'Opt this sender out', icon: 'shield', run: () => this.optOut.ask(from) }];
  }
}
