import { Component, effect, inject, signal, untracked, type WritableSignal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Company } from '@signalbox/contracts/office/company';
import type { LedgerCheck } from '@signalbox/contracts/office/ledger';
import type { MpesaSettings } from '@signalbox/contracts/office/mpesa';
import type { ReceiptSettings } from '@signalbox/contracts/office/payments';
import type { ReminderSettings } from '@signalbox/contracts/office/reminders';
import type { TicketSettings } from '@signalbox/contracts/office/ticket-settings';
import { BusinessUse } from '../core/office/business-use';
import { FiguresApi } from '../core/office/figures.api';
import { MpesaApi } from '../core/office/mpesa.api';
import { OfficeSettingsApi } from '../core/office/settings.api';
import { failureOf, type Failure } from '../core/problem';
import { Acts } from '../ui/acts';
import { ErrorPanel } from '../ui/error-panel';
import { PageHeader } from '../ui/page-header';
import { PageTabs, tabOf, type PageTab } from '../ui/page-tabs';
import { Skeleton } from '../ui/skeleton';
import { BooksCheck } from './books-check';
import { CompanyForm } from './company-form';
import { MpesaForm } from './mpesa-form';
import { ReceiptForm } from './receipt-form';
import { ReminderForm } from './reminder-form';
import { TicketForm } from './ticket-form';

const TABS: readonly PageTab[] = [
  { id: 'company', label: 'Company' },
  { id: 'mpesa', label: 'M-Pesa' },
  { id: 'receipts', label: 'Receipts' },
  { id: 'reminders', label: 'Reminders' },
  { id: 'tickets', label: 'Tickets' },
  { id: 'books', label: 'Books' },
];

/**
 * What is set of the business: what its papers say, how M-Pesa is reached, what customers hear of payments and of what is
 * overdue, how tickets are answered; and whether the books are whole.
 */
@Component({
  selector: 'sb-office-settings-page',
  imports: [
    BooksCheck,
    CompanyForm,
    ErrorPanel,
    MpesaForm,
    PageHeader,
    PageTabs,
    ReceiptForm,
    ReminderForm,
    RouterLink,
    Skeleton,
    TicketForm,
  ],
  template: `
    <sb-page-header
      heading="Business settings"
      lead="Your papers, M-Pesa, what customers hear by SMS, and how tickets are answered."
    />
    @if (!business.used()) {
      <p class="unused muted">
        Nothing of the business is used yet. It has its place in the navigation from the
        <a routerLink="/customers">first customer</a>, <a routerLink="/tickets">ticket</a> or
        <a routerLink="/leads">lead</a> on.
      </p>
    }
    <sb-page-tabs [tabs]="tabs" [shown]="tab()" />
    @if (failure(); as failure) {
      <sb-error-panel [failure]="failure" (retry)="read()" />
    }
    @switch (tab()) {
      @case ('mpesa') {
        @if (mpesa(); as settings) {
          <sb-mpesa-form [settings]="settings" (stored)="took(mpesa, $event)" />
        } @else if (failure() === null) {
          <section class="card waits"><sb-skeleton [rows]="6" /></section>
        }
      }
      @case ('receipts') {
        @if (receipts(); as settings) {
          <sb-receipt-form [settings]="settings" (stored)="took(receipts, $event)" />
        } @else if (failure() === null) {
          <section class="card waits"><sb-skeleton [rows]="6" /></section>
        }
      }
      @case ('reminders') {
        @if (reminders(); as settings) {
          <sb-reminder-form [settings]="settings" (stored)="took(reminders, $event)" />
        } @else if (failure() === null) {
          <section class="card waits"><sb-skeleton [rows]="6" /></section>
        }
      }
      @case ('tickets') {
        @if (tickets(); as settings) {
          <sb-ticket-form [settings]="settings" (stored)="took(tickets, $event)" />
        } @else if (failure() === null) {
          <section class="card waits"><sb-skeleton [rows]="6" /></section>
        }
      }
      @case ('books') {
        @if (books(); as check) {
          <sb-books-check [check]="check" />
        } @else if (failure() === null) {
          <section class="card waits"><sb-skeleton [rows]="3" /></section>
        }
      }
      @default {
        @if (company(); as company) {
          <sb-company-form [company]="company" (stored)="took(this.company, $event)" />
        } @else if (failure() === null) {
          <section class="card waits"><sb-skeleton [rows]="6" /></section>
        }
      }
    }
  `,
  styles: `
    .waits {
      padding: 20px;
    }
    .unused {
      margin-bottom: 14px;
    }
  `,
})
export class OfficeSettingsPage {
  private readonly figuresApi = inject(FiguresApi);
  protected readonly business = inject(BusinessUse);
  private readonly mpesaApi = inject(MpesaApi);
  private readonly settingsApi = inject(OfficeSettingsApi);
  private readonly acts = inject(Acts);
  protected readonly tabs = TABS;
  protected readonly tab = tabOf(TABS);
  protected readonly company = signal<Company | null>(null);
  protected readonly mpesa = signal<MpesaSettings | null>(null);
  protected readonly receipts = signal<ReceiptSettings | null>(null);
  protected readonly reminders = signal<ReminderSettings | null>(null);
  protected readonly tickets = signal<TicketSettings | null>(null);
  protected readonly books = signal<LedgerCheck | null>(null);
  protected readonly failure = signal<Failure | null>(null);

  constructor() {
    effect(() => {
      this.tab();
      untracked(() => void this.read());
    });
  }

  protected took<T>(into: WritableSignal<T | null>, settings: T): void {
    into.set(settings);
    this.acts.say('Saved');
  }

  protected async read(): Promise<void> {
    this.failure.set(null);
    try {
      const tab = this.tab();
      if (tab === 'mpesa') this.mpesa.set(await this.mpesaApi.settings());
      else if (tab === 'receipts') this.receipts.set(await this.settingsApi.receipts());
      else if (tab === 'reminders') this.reminders.set(await this.settingsApi.reminders());
      else if (tab === 'tickets') this.tickets.set(await this.settingsApi.tickets());
      else if (tab === 'books') this.books.set(await this.figuresApi.ledgerCheck());
      else this.company.set(await this.settingsApi.company());
    } catch (error) {
      this.failure.set(failureOf(error));
    }
  }
}
