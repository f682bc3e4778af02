import { Component, computed, inject, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { LEAD_STAGES, type Stage } from './stages';
import type { Lead, LeadStatus } from '@signalbox/contracts/office/leads';
import { accountWords } from '../core/office/account-words';
import { LeadsApi } from '../core/office/leads.api';
import { StaffDirectory, staffName } from '../core/office/staff';
import { pageList } from '../core/page-list';
import { SessionStore } from '../core/session';
import { UrlFilters } from '../core/url-filters';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { ErrorPanel } from '../ui/error-panel';
import { ListFilters, fitting, type Filter } from '../ui/list/filters';
import { dayOf, dayWords } from '../ui/office/spans';
import { LEADS } from '../ui/office/words';
import { PageHeader } from '../ui/page-header';
import { StateChip } from '../ui/state-chip';

/** Those who may become customers, by how far each has come. */
@Component({
  selector: 'sb-leads-page',
  imports: [
    ErrorPanel,
    ListFilters,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    PageHeader,
    RouterLink,
    StateChip,
  ],
  templateUrl: './leads.page.html',
  styleUrl: './leads.page.scss',
})
export class LeadsPage {
  private readonly api = inject(LeadsApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  protected readonly staff = inject(StaffDirectory);
  protected readonly session = inject(SessionStore);
  protected readonly url = new UrlFilters(
    ['owner'],
    [],
    fitting(() => this.filters()),
  );
  protected readonly filters = computed<readonly Filter[]>(() => [
    {
      name: 'owner',
      label: 'Owner',
      any: 'Any owner',
      open: accountWords,
      groups: [
        { label: '', choices: [{ value: 'me', label: 'Mine' }] },
        { label: 'Staff', choices: this.staff.all().map((one) => ({ value: String(one.id), label: staffName(one) })) },
      ],
    },
  ]);
  protected readonly stages: readonly Stage[] = LEAD_STAGES.map((status) => ({
    status,
    list: pageList<Lead>({
      name: `leads-${status}`,
      read: (page) => this.api.list({ status, owner_id: this.owner() }, page),
      key: ({ id }) => id,
      selection: this.url.values,
    }),
  }));
  protected readonly words = LEADS;
  protected readonly dayWords = dayWords;
  protected readonly today = dayOf(new Date());
  protected readonly mayWrite = computed(() => this.session.can('office.write'));
  protected readonly failure = computed(() => this.stages.map(({ list }) => list.failure()).find(Boolean) ?? null);
  /** The one that is dragged. */
  protected readonly held = signal<Lead | null>(null);
  /** The stage that it is over. */
  protected readonly over = signal<LeadStatus | null>(null);

  constructor() {
    this.staff.refresh();
  }

  protected isLate({ next_step_on: on }: Lead): boolean {
    return on !== null && on < this.today;
  }

  protected refresh(): void {
    for (const { list } of this.stages) void list.refresh();
  }

  protected async edit(lead: Lead | null): Promise<void> {
    const dialog = () => import('./lead.dialog').then((m) => m.LeadDialog);
    if ((await this.dialogs.open(dialog, { data: lead, needs: 'office.write' })) === null) return;
    this.acts.say('Saved');
    this.refresh();
  }

  protected async move(lead: Lead, status: LeadStatus): Promise<void> {
    if (lead.status === status) return;
    await this.acts.do(() => this.api.change(lead.id, { status }), `${lead.name}: ${LEADS[status].label}`);
    this.refresh();
  }

  protected async convert(lead: Lead): Promise<void> {
    const question = {
      title: `Make ${lead.name} a customer?`,
      text: 'A customer with the same name, phone and email is made, and the lead is won. It can be done once.',
      action: 'Make a customer',
      dismiss: 'Not yet',
    };
    if (!(await this.dialogs.ask(question))) return;
    await this.acts.do(() => this.api.convert(lead.id), `${lead.name} is a customer now`);
    this.refresh();
  }

  protected hold(lead: Lead, event: DragEvent): void {
    // Firefox drags only what has data.
    event.dataTransfer?.setData('text/plain', lead.name);
    this.held.set(lead);
  }

  protected dragOver(status: LeadStatus, event: DragEvent): void {
    if (this.held() === null) return;
    event.preventDefault();
    this.over.set(status);
  }

  protected drop(status: LeadStatus, event: DragEvent): void {
    event.preventDefault();
    const lead = this.held();
    this.letGo();
    if (lead !== null) void this.move(lead, status);
  }

  protected letGo(): void {
    this.held.set(null);
    this.over.set(null);
  }

  private owner(): string | number {
    const { owner } = this.url.values();
    return owner === 'me' ? (this.session.user()?.id ?? '') : owner;
  }
}
