import type { AlertRoute } from '@signalbox/contracts/alert-channels';
import { zonedDay, zonedMoment, zonedTime, dayAfter } from '../../../platform/common/zoned-time.js';
import type { Alert } from '../alert.js';

/** Whether a channel is to be told of an alert, at whatever hour. */
export function isRouted({ severities, teams }: AlertRoute, { severity, labels }: Alert): boolean {
  if (severities.length > 0 && !severities.includes(severity)) return false;
  return teams.length === 0 || teams.includes(labels['team'] ?? '');
}

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

/** When a channel's hours begin, in epoch milliseconds, at `now` or after it; `now` while they last. */
export function openFrom(hours: AlertRoute['hours'], now: number, zone: string): number {
  if (hours === null) return now;
  const today = zonedDay(now, zone);
  const minute = minutesOf(zonedTime(now, zone).slice(11, 16));
  const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)];
  const isOn = (day: string): boolean => hours.days.includes(weekday(day));
  if (isOn(today) && minute >= from && (minute < to || to <= from)) return now;
  // What began yesterday goes on over midnight.
  if (to <= from && minute < to && isOn(dayAfter(today, -1))) return now;
  for (let ahead = 0; ahead <= 7; ahead++) {
    const day = dayAfter(today, ahead);
    const opens = zonedMoment(day, from, zone);
    if (isOn(day) && opens > now) return opens;
  }
  return now;
}
