import { Component, computed, inject, input, numberAttribute } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatLabel } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatOption, MatSelect } from '@angular/material/select';
import { RouterLink } from '@angular/router';
import type { TicketChange, TicketDetail, TicketPriority, TicketStatus } from '@signalbox/contracts/office/tickets';
import { StaffDirectory, staffName } from '../core/office/staff';
import { TicketsApi } from '../core/office/tickets.api';
import { oneOf } from '../core/one';
import { Clock } from '../core/clock';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { clockWords } from '../ui/office/clock-words';
import { PRIORITIES, TICKETS, choicesOf } from '../ui/office/words';
import { OnePage } from '../ui/one-page';
import { OUTLINED } from '../ui/outlined';
import { StateChip } from '../ui/state-chip';
import { Time } from '../ui/time';
import { TicketFiles } from './ticket-files';
import { TicketReply } from './ticket-reply';

const REFRESH_MS = 10_000;
const NOBODY = '';

/** One ticket: what was said of it, whose it is, and how it stands. */
@Component({
  selector: 'sb-ticket-page',
  imports: [
    MatButton,
    MatFormField,
    MatIcon,
    MatLabel,
    MatOption,
    MatSelect,
    OnePage,
    RouterLink,
    StateChip,
    TicketFiles,
    TicketReply,
    Time,
  ],
  providers: [OUTLINED],
  templateUrl: './ticket.page.html',
  styleUrl: './ticket.page.scss',
})
export class TicketPage {
  private readonly api = inject(TicketsApi);
  private readonly acts = inject(Acts);
  private readonly now = inject(Clock);
  protected readonly staff = inject(StaffDirectory);
  protected readonly session = inject(SessionStore);
  readonly id = input.required({ transform: numberAttribute });
  protected readonly one = oneOf<number, TicketDetail>({
    id: this.id,
    read: (id) => this.api.get(id),
    every: REFRESH_MS,
  });
  protected readonly heading = computed(() => this.one.value()?.subject ?? 'Ticket');
  protected readonly lead = computed(() => this.one.value()?.number);
  protected readonly isOver = computed(() => ['resolved', 'closed'].includes(this.one.value()?.status ?? ''));
  protected readonly clock = computed(() => {
    const ticket = this.one.value();
    return ticket === null || this.isOver() ? null : clockWords(ticket.clock, this.now.now());
  });
  protected readonly mayWrite = computed(() => this.session.can('office.write'));
  protected readonly statuses = TICKETS;
  protected readonly priorities = PRIORITIES;
  protected readonly statusChoices = choicesOf(TICKETS);
  protected readonly priorityChoices = choicesOf(PRIORITIES);
  protected readonly staffName = staffName;
  protected readonly NOBODY = NOBODY;

  constructor() {
    this.staff.refresh();
  }

  /** Who said it. */
  protected voiceOf(userId: number | null, ticket: TicketDetail): string {
    return userId === null ? (ticket.customer_name ?? 'The customer') : this.staff.nameOf(userId);
  }

  protected setStatus(status: TicketStatus): void {
    void this.change({ status }, TICKETS[status].label);
  }

  protected setPriority(priority: TicketPriority): void {
    void this.change({ priority }, 'Saved');
  }

  protected assign(id: string): void {
    const assignee = id === NOBODY ? null : Number(id);
    void this.change({ assignee_id: assignee }, assignee === null ? 'Nobody’s now' : 'Assigned');
  }

  protected take(): void {
    const me = this.session.user()?.id;
    if (me !== undefined) void this.change({ assignee_id: me }, 'It is yours');
  }

  protected refresh(): void {
    void this.one.refresh();
  }

  private async change(change: TicketChange, done: string): Promise<void> {
    await this.acts.do(async () => {
      const ticket = await this.api.change(this.id(), change);
      this.one.update(() => ticket);
    }, done);
    // What was refused is shown as it is.
    await this.one.refresh();
  }
}
