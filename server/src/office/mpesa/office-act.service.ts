import { Injectable } from '@nestjs/common';
import { CalendarService } from '../../platform/calendar/calendar.service.js';
import { MoneyService } from '../../platform/money/money.service.js';
import type { Act } from '../billing/ledger.js';

/** Who does what, when, in which currency: what every entry in the books says. */
@Injectable()
export class OfficeActService {
  constructor(
    readonly money: MoneyService,
    private readonly calendar: CalendarService,
  ) {}

  /** @param userId null where nobody did: it came by itself */
  now(userId: number | null): Act {
    const at = Date.now();
    return { userId, reason: null, at, day: this.calendar.dayOf(at), currency: this.money.currency.code };
  }
}
