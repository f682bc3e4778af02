import { type TicketSettings, WEEKDAYS } from '@signalbox/contracts/office/ticket-settings';
import { TICKET_PRIORITIES } from '@signalbox/contracts/office/tickets';
import type { Sla } from './ticket-clock.js';

const HOURS = { from: '08:00', to: '17:00' };
const within = (first_response: number, resolution: number) => ({ first_response, resolution });

/** Until somebody has said otherwise. */
export const DEFAULT_SETTINGS: TicketSettings = {
  business_hours: {
    monday: HOURS,
    tuesday: HOURS,
    wednesday: HOURS,
    thursday: HOURS,
    friday: HOURS,
    saturday: null,
    sunday: null,
  },
  closed_on: [],
  targets: { low: within(960, 4800), medium: within(480, 2400), high: within(240, 960), urgent: within(60, 480) },
  sms: { opens_ticket: false, reopens_days: 7 },
};

/** @param zone in which the hours are meant */
export function slaOf({ business_hours: week, closed_on, targets }: TicketSettings, zone: string): Sla {
  const hours = WEEKDAYS.map((day) => {
    const span = week[day];
    return span && ([minutesOf(span.from), minutesOf(span.to)] as const);
  });
  const each = TICKET_PRIORITIES.map((priority) => {
    const { first_response: firstResponse, resolution } = targets[priority];
    return [priority, { firstResponse, resolution }] as const;
  });
  return {
    hours: { week: hours, closedOn: new Set(closed_on), zone },
    targets: Object.fromEntries(each) as Sla['targets'],
  };
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
