import { Component, Injector, computed, inject, input, runInInjectionContext, type OnInit } from '@angular/core';
import { RouterLink } from '@angular/router';
import { isTicketOpen } from '@signalbox/contracts/office/ticket-statuses';
import type { Ticket } from '@signalbox/contracts/office/tickets';
import { accountWords } from '../../core/office/account-words';
import { StaffDirectory, staffName } from '../../core/office/staff';
import { TicketsApi, type TicketLimits } from '../../core/office/tickets.api';
import { pageList } from '../../core/page-list';
import type { PagedList } from '../../core/paged-list';
import { Clock } from '../../core/clock';
import { SessionStore } from '../../core/session';
import { UrlFilters } from '../../core/url-filters';
import { Cell } from '../list/cell';
import type { Column } from '../list/column';
import { ListFilters, fitting, type Filter } from '../list/filters';
import { List } from '../list/list';
import { StateChip } from '../state-chip';
import { clockWords } from './clock-words';
import { PRIORITIES, TICKETS, choicesOf, type Word } from './words';

const REFRESH_MS = 15_000;
/** Statuses that are asked for as one. */
const OPEN = 'not-over';
const LATE = 'late';

/** Tickets: all of them, or those of one customer. What is said of none is its content. */
@Component({
  selector: 'sb-ticket-list',
  imports: [Cell, List, ListFilters, RouterLink, StateChip],
  template: `
    <sb-list
      name="tickets"
      label="Tickets"
      [source]="list"
      [columns]="columns()"
      [nameOf]="nameOf"
      [filtered]="url.active()"
    >
      <sb-list-filters sbFilters [url]="url" [filters]="filters()" />
      <ng-template sbCell="subject" [sbCellOf]="list" let-row>
        <a class="name" dir="auto" [routerLink]="['/tickets', row.id]">{{ row.subject }}</a>
        <div class="muted number">{{ row.number }}</div>
      </ng-template>
      <ng-template sbCell="customer" [sbCellOf]="list" let-row>
        @if (row.customer_id; as id) {
          <a dir="auto" [routerLink]="['/customers', id]">{{ row.customer_name }}</a>
        } @else {
          –
        }
      </ng-template>
      <ng-template sbCell="priority" [sbCellOf]="list" let-row>
        <sb-state-chip [tone]="priorities[row.priority].tone">{{ priorities[row.priority].label }}</sb-state-chip>
      </ng-template>
      <ng-template sbCell="status" [sbCellOf]="list" let-row>
        <sb-state-chip [tone]="statuses[row.status].tone">{{ statuses[row.status].label }}</sb-state-chip>
      </ng-template>
      <ng-template sbCell="clock" [sbCellOf]="list" let-row>
        @if (clockOf(row); as word) {
          <sb-state-chip [tone]="word.tone">{{ word.label }}</sb-state-chip>
        } @else {
          –
        }
      </ng-template>
      <ng-content />
    </sb-list>
  `,
})
export class TicketList implements OnInit {
  private readonly api = inject(TicketsApi);
  private readonly staff = inject(StaffDirectory);
  private readonly now = inject(Clock);
  private readonly session = inject(SessionStore);
  private readonly injector = inject(Injector);
  /** Whose they are; everybody's without one. */
  readonly customer = input<number | null>(null);
  protected readonly url = new UrlFilters(
    ['status', 'priority', 'whose'],
    ['tab', 'new'],
    fitting(() => this.filters()),
  );
  protected list!: PagedList<Ticket>;
  protected readonly statuses = TICKETS;
  protected readonly priorities = PRIORITIES;
  protected readonly nameOf = ({ number }: Ticket) => number;
  private readonly all: readonly Column<Ticket>[] = [
    { id: 'subject', label: 'Ticket', text: ({ subject }) => subject, class: 'wide', fixed: true },
    { id: 'number', label: 'Number', text: ({ number }) => number, class: 'number', hidden: true },
    { id: 'customer', label: 'Customer', text: (row) => row.customer_name },
    { id: 'priority', label: 'Priority', text: ({ priority }) => PRIORITIES[priority].label },
    { id: 'status', label: 'Status', text: ({ status }) => TICKETS[status].label },
    { id: 'clock', label: 'Promised', text: (row) => this.clockOf(row)?.label ?? null },
    { id: 'category', label: 'Category', text: ({ category }) => category, class: 'muted' },
    {
      id: 'whose',
      label: 'Assigned to',
      text: ({ assignee_id: id }) => (id === null ? null : this.staff.nameOf(id)),
      none: 'Nobody',
    },
    { id: 'changed', label: 'Changed', time: (row) => row.updated_at, class: 'end' },
    { id: 'created', label: 'Created', time: (row) => row.created_at, class: 'end', hidden: true },
  ];
  protected readonly columns = computed(() =>
    this.all.filter(({ id }) => this.customer() === null || id !== 'customer'),
  );
  protected readonly filters = computed<readonly Filter[]>(() => [
    {
      name: 'whose',
      label: 'Assignee',
      any: 'Anybody’s',
      open: accountWords,
      groups: [
        {
          label: '',
          choices: [
            { value: 'me', label: 'Mine' },
            { value: 'nobody', label: 'Unassigned' },
          ],
        },
        { label: 'Staff', choices: this.staff.all().map((one) => ({ value: String(one.id), label: staffName(one) })) },
      ],
    },
    {
      name: 'status',
      label: 'Status',
      any: 'Any status',
      groups: [
        {
          label: '',
          choices: [{ value: OPEN, label: 'Not over' }, { value: LATE, label: 'Late' }, ...choicesOf(TICKETS)],
        },
      ],
    },
    {
      name: 'priority',
      label: 'Priority',
      any: 'Any priority',
      groups: [{ label: '', choices: choicesOf(PRIORITIES) }],
    },
  ]);

  protected clockOf({ status, clock }: Ticket): Word | null {
    return isTicketOpen(status) ? clockWords(clock, this.now.now()) : null;
  }

  ngOnInit(): void {
    this.staff.refresh();
    this.list = runInInjectionContext(this.injector, () =>
      pageList<Ticket>({
        name: 'tickets',
        read: (page) => this.api.list(this.limits(), page),
        key: ({ id }) => id,
        selection: this.url.values,
        every: REFRESH_MS,
      }),
    );
  }

  private limits(): TicketLimits {
    const { status, priority, whose } = this.url.values();
    return {
      priority,
      customer_id: this.customer() ?? '',
      ...statusOf(status),
      ...whoseOf(whose, this.session.user()?.id),
    };
  }
}

function statusOf(status: string): TicketLimits {
  if (status === LATE) return { open: 'true', breached: 'true' };
  return status === OPEN ? { open: 'true' } : { status };
}

function whoseOf(whose: string, me: number | undefined): TicketLimits {
  if (whose === 'nobody') return { unassigned: 'true' };
  return { assignee_id: whose === 'me' ? (me ?? '') : whose };
}
