import { Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { AlertSubjectKind } from '@signalbox/contracts/alert-kind';
import type { Alert } from '@signalbox/contracts/alerts';
import { alertsAbout } from '../core/alerts-about';

const SHOWN = 3;

/** Alerts by their titles, each a way to it: on the strip of a page, and in the row of what has no page. */
@Component({
  selector: 'sb-alert-links',
  imports: [RouterLink],
  template: `
    @for (alert of shown(); track alert.id) {
      <span
        ><a dir="auto" [routerLink]="['/alerts', alert.id]">{{ alert.title }}</a
        >{{ aside(alert) }}{{ $last ? '' : ', ' }}</span
      >
    }
    @if (more() > 0) {
      <span
        >, <a routerLink="/alerts" [queryParams]="all()">and {{ more() }} more</a></span
      >
    }
  `,
  styles: `
    :host {
      overflow-wrap: anywhere;
    }
  `,
})
export class AlertLinks {
  readonly alerts = input.required<readonly Alert[]>();
  protected readonly shown = computed(() => this.alerts().slice(0, SHOWN));
  protected readonly more = computed(() => this.alerts().length - this.shown().length);
  /** Leads to all about the same thing. */
  protected readonly all = computed(() => {
    const subject = this.alerts()[0]?.subject;
    return { subject: subject?.kind, subject_id: subject?.id };
  });

  protected aside({ state, held_by: held }: Alert): string {
    if (state === 'acknowledged') return ' (seen to)';
    return held === null ? '' : ' (silenced)';
  }
}

/** What fires about the thing that a page shows: `2 alerts fire: …`. Nothing when none does. */
@Component({
  selector: 'sb-alert-strip',
  imports: [AlertLinks, MatIcon],
  template: `
    @let alerts = firing();
    @if (alerts.length > 0) {
      <section [class.critical]="alerts[0]?.severity === 'critical'" aria-label="Alerts about it">
        <mat-icon svgIcon="bell" aria-hidden="true" />
        <p>
          <strong>{{ alerts.length === 1 ? 'An alert fires:' : alerts.length + ' alerts fire:' }}</strong>&ngsp;
          <sb-alert-links [alerts]="alerts" />
        </p>
      </section>
    }
  `,
  styles: `
    :host:empty {
      display: none;
    }
    section {
      display: flex;
      gap: 10px;
      align-items: flex-start;
      padding: 10px 16px;
      border: 1px solid var(--tone);
      border-radius: var(--sb-radius);
      background: color-mix(in srgb, var(--tone) 8%, var(--sb-surface));
      --tone: var(--sb-status-unsure);
    }
    .critical {
      --tone: var(--sb-status-bad);
    }
    mat-icon {
      flex: none;
      width: 20px;
      height: 20px;
      color: var(--tone);
    }
    p {
      min-width: 0;
      margin: 0;
    }
  `,
})
export class AlertStrip {
  readonly about = input.required<AlertSubjectKind>();
  readonly of = input.required<number | string>();
  protected readonly firing = alertsAbout(computed(() => ({ kind: this.about(), id: String(this.of()) })));
}
