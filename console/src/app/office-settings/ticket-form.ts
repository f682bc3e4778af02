import { Component, computed, inject, input, output, signal } from '@angular/core';
import { FormField, form, validate } from '@angular/forms/signals';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import type { TicketSettings } from '@signalbox/contracts/office/ticket-settings';
import type { TicketPriority } from '@signalbox/contracts/office/tickets';
import { draftOf } from '../core/draft';
import { Submission } from '../core/form-errors';
import { OfficeSettingsApi } from '../core/office/settings.api';
import { PRIORITIES } from '../ui/office/words';
import { SettingsForm } from '../ui/settings-form';
import { NumberField, TextField } from '../ui/text-field';
import { DAYS, WEEKDAYS, draftFor, settingsOf, type TicketDraft } from './ticket-draft';
import { MOST_DAYS_OFF, daysOffOf, hoursOf, minutesOf } from './ticket-words';

const MOST_DAYS = 365;
const errorOf = (isWrong: boolean, message: string) => (isWrong ? { kind: 'contract', message } : undefined);

/** When people work on tickets, within which time they answer and resolve them, and what SMS do to them. */
@Component({
  selector: 'sb-ticket-form',
  imports: [FormField, MatSlideToggle, NumberField, SettingsForm, TextField],
  templateUrl: './ticket-form.html',
  styleUrl: './ticket-form.scss',
})
export class TicketForm {
  private readonly api = inject(OfficeSettingsApi);
  readonly settings = input.required<TicketSettings>();
  readonly stored = output<TicketSettings>();
  protected readonly days = DAYS;
  protected readonly weekdays = WEEKDAYS;
  protected readonly priorities = Object.entries(PRIORITIES).map(([value, { label }]) => ({
    value: value as TicketPriority,
    label,
  }));
  private readonly key = computed(() => JSON.stringify(this.settings()));
  protected readonly made = draftOf(this.key, () => this.draft(this.settings()));

  private draft(settings: TicketSettings) {
    const fields = signal(draftFor(settings));
    const submission = new Submission();
    const save = async () => this.stored.emit(await this.api.setTickets(settingsOf(fields())));
    const tree = form(
      fields,
      (path) => {
        for (const day of DAYS) {
          validate(path.hours[day], ({ value }) =>
            errorOf(hoursOf(value()) === undefined, 'Two times, such as 08:00 – 17:00, or nothing'),
          );
        }
        validate(path.hours.monday, () => errorOf(isShut(fields()), 'Open some hours in a week'));
        validate(path.closed, ({ value }) =>
          errorOf(daysOffOf(value()) === undefined, `Days such as 2026-12-25, at most ${MOST_DAYS_OFF}`),
        );
        for (const { value: priority } of this.priorities) {
          for (const target of [path.targets[priority].answer, path.targets[priority].resolve]) {
            validate(target, ({ value }) =>
              errorOf(minutesOf(value()) === undefined, 'A time such as 8 h or 1 h 30 min, at most 8760 h'),
            );
          }
        }
        validate(path.reopens, ({ value }) => errorOf(!isDays(value()), `A number from 0 to ${MOST_DAYS}`));
      },
      {
        submission: {
          action: ({ hours, closed, targets, opens, reopens }) =>
            submission.run(save, () => ({
              ...Object.fromEntries(DAYS.map((day) => [`business_hours.${day}`, hours[day]])),
              ...{ business_hours: hours.monday, closed_on: closed, targets: targets.urgent.answer },
              ...{ 'sms.opens_ticket': opens, sms: reopens },
            })),
        },
      },
    );
    return { form: tree, submission };
  }
}

const isShut = ({ hours }: TicketDraft): boolean => DAYS.every((day) => hoursOf(hours[day]) === null);
const isDays = (days: number | null): boolean =>
  days !== null && Number.isInteger(days) && days >= 0 && days <= MOST_DAYS;
