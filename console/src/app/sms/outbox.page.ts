import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { SessionStore } from '../core/session';
import { EmptyState } from '../ui/empty-state';
import { SentList } from '../ui/messages/sent-list';
import { PageHeader } from '../ui/page-header';

@Component({
  selector: 'sb-outbox-page',
  imports: [EmptyState, MatButton, PageHeader, RouterLink, SentList],
  templateUrl: './outbox.page.html',
})
export class OutboxPage {
  protected readonly session = inject(SessionStore);
}
