import { Component, computed, inject, input, numberAttribute } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AlertDetail } from '@signalbox/contracts/alerts';
import { AlertsApi } from '../core/alerts.api';
import { oneOf } from '../core/one';
import { ActionMenu } from '../ui/action-menu';
import { Facts, type Fact } from '../ui/facts';
import { OnePage } from '../ui/one-page';
import { StateChip } from '../ui/state-chip';
import { Time, fullTime } from '../ui/time';
import { AlertActions } from './alert-actions';
import { DELIVERY_WORDS, HAPPENED, SEVERITY_WORDS, STATE_WORDS, TOLD, linesOf, linkOf } from './alert-words';

/** One alert: what is wrong, what happened since, and who was told. */
@Component({
  selector: 'sb-alert-page',
  imports: [ActionMenu, Facts, OnePage, RouterLink, StateChip, Time],
  templateUrl: './alert.page.html',
  styleUrl: './alert.page.scss',
})
export class AlertPage {
  private readonly api = inject(AlertsApi);
  private readonly actions = inject(AlertActions);
  readonly id = input.required({ transform: numberAttribute });
  protected readonly one = oneOf<number, AlertDetail>({ id: this.id, read: (id) => this.api.get(id), every: 10_000 });
  protected readonly heading = computed(() => this.one.value()?.title ?? 'Alert');
  protected readonly menu = computed(() => {
    const alert = this.one.value();
    return alert === null ? [] : this.actions.of(alert, () => this.one.refresh());
  });
  protected readonly severities = SEVERITY_WORDS;
  protected readonly states = STATE_WORDS;
  protected readonly deliveries = DELIVERY_WORDS;
  protected readonly happened = HAPPENED;
  protected readonly told = TOLD;
  protected readonly linkOf = linkOf;

  protected factsOf(alert: AlertDetail): Fact[] {
    const time = (at: string | null) => (at === null ? null : fullTime(at));
    return [
      { name: 'Since', value: time(alert.began_at) },
      { name: 'Fired', value: time(alert.fired_at) },
      { name: 'Acknowledged by', value: alert.acknowledged_by },
      { name: 'Over', value: time(alert.resolved_at) },
      { name: 'Measured', value: alert.value === null ? null : String(alert.value) },
      { name: 'Held back', value: alert.held_by },
      { name: 'From', value: alert.source },
      { name: 'Labels', value: linesOf(alert.labels).replaceAll('\n', ', ') },
    ];
  }
}
