import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { EmptyState } from '../ui/empty-state';
import { ErrorPanel } from '../ui/error-panel';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { StatusChip } from '../ui/status-chip';
import { Time } from '../ui/time';
import { MessageListPage } from './list.page';
import { MessageFeed } from './message-feed';
import { MessageFilters } from './message-filters';

@Component({
  selector: 'sb-outbox-page',
  imports: [EmptyState, ErrorPanel, MatButton, MessageFilters, PageHeader, RouterLink, Skeleton, StatusChip, Time],
  providers: [MessageFeed],
  templateUrl: './outbox.page.html',
  styleUrl: './list.scss',
})
export class OutboxPage extends MessageListPage {
  private readonly router = inject(Router);
  protected readonly direction = 'outbound';

  protected open(id: string): void {
    // Selecting text in a row is not a click on it.
    if (getSelection()?.toString() === '') void this.router.navigate(['/messages', id]);
  }
}
