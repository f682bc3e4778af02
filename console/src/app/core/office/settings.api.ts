import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Company, CompanyChange } from '@signalbox/contracts/office/company';
import type { ReceiptSettings } from '@signalbox/contracts/office/payments';
import type { ReminderSettings } from '@signalbox/contracts/office/reminders';
import type { TicketSettings } from '@signalbox/contracts/office/ticket-settings';
import { firstValueFrom } from 'rxjs';
import { API } from '../api';

/** What the business writes about itself; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class OfficeSettingsApi {
  private readonly http = inject(HttpClient);

  company(): Promise<Company> {
    return firstValueFrom(this.http.get<Company>(`${API}/settings/company`));
  }

  setCompany(company: CompanyChange): Promise<Company> {
    return firstValueFrom(this.http.put<Company>(`${API}/settings/company`, company));
  }

  receipts(): Promise<ReceiptSettings> {
    return firstValueFrom(this.http.get<ReceiptSettings>(`${API}/settings/receipts`));
  }

  reminders(): Promise<ReminderSettings> {
    return firstValueFrom(this.http.get<ReminderSettings>(`${API}/settings/reminders`));
  }

  setReminders(settings: ReminderSettings): Promise<ReminderSettings> {
    return firstValueFrom(this.http.put<ReminderSettings>(`${API}/settings/reminders`, settings));
  }

  tickets(): Promise<TicketSettings> {
    return firstValueFrom(this.http.get<TicketSettings>(`${API}/settings/tickets`));
  }

  setTickets(settings: TicketSettings): Promise<TicketSettings> {
    return firstValueFrom(this.http.put<TicketSettings>(`${API}/settings/tickets`, settings));
  }

  setReceipts(settings: ReceiptSettings): Promise<ReceiptSettings> {
    return firstValueFrom(this.http.put<ReceiptSettings>(`${API}/settings/receipts`, settings));
  }
}
