import { Component } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import { EmptyState } from '../ui/empty-state';
import { ErrorPanel } from '../ui/error-panel';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { Time } from '../ui/time';
import { MessageListPage } from './list.page';
import { MessageFeed } from './message-feed';
import { MessageFilters } from './message-filters';

@Component({
  selector: 'sb-inbox-page',
  imports: [
    EmptyState,
    ErrorPanel,
    MatButton,
    MatIcon,
    MatIconButton,
    MatTooltip,
    MessageFilters,
    PageHeader,
    RouterLink,
    Skeleton,
    Time,
  ],
  providers: [MessageFeed],
  templateUrl: './inbox.page.html',
  styleUrl: './list.scss',
})
export class InboxPage extends MessageListPage {
  protected readonly direction = 'inbound';
}
