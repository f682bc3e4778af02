import { Component, effect, inject, input, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import type { Customer } from '@signalbox/contracts/office/customers';
import type { Ticket } from '@signalbox/contracts/office/tickets';
import { CustomersApi } from '../core/office/customers.api';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { TicketList } from '../ui/office/ticket-list';
import { PageHeader } from '../ui/page-header';

@Component({
  selector: 'sb-tickets-page',
  imports: [EmptyState, MatButton, MatIcon, PageHeader, RouterLink, TicketList],
  template: `
    <sb-page-header heading="Tickets" lead="What customers want seen to.">
      <a matButton routerLink="/tickets/ready-replies">Ready replies</a>
      @if (session.can('office.write')) {
        <button matButton="filled" type="button" (click)="add(null)">
          <mat-icon svgIcon="plus" aria-hidden="true" />New ticket
        </button>
      }
    </sb-page-header>
    <sb-ticket-list>
      <sb-empty-state icon="ticket" heading="No tickets yet" text="Write down what a customer wants seen to." />
    </sb-ticket-list>
  `,
})
export class TicketsPage {
  private readonly customers = inject(CustomersApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly router = inject(Router);
  protected readonly session = inject(SessionStore);
  /** The customer for whom a page that leads here wants a new one. */
  readonly new = input<string>();

  constructor() {
    effect(() => {
      const id = Number(this.new());
      if (Number.isInteger(id) && id > 0) untracked(() => void this.addFor(id));
    });
  }

  protected async add(customer: Customer | null): Promise<void> {
    const dialog = () => import('./new-ticket.dialog').then((m) => m.NewTicketDialog);
    const made = await this.dialogs.open<Ticket>(dialog, { data: customer, needs: 'office.write' });
    if (made !== null) await this.router.navigate(['/tickets', made.id]);
  }

  private async addFor(id: number): Promise<void> {
    await this.router.navigate([], { queryParams: { new: null }, queryParamsHandling: 'merge', replaceUrl: true });
    await this.acts.try(async () => this.add(await this.customers.get(id)));
  }
}
