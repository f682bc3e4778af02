import { Component, computed, inject, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { PageHeader } from '../ui/page-header';
import { PageTabs, tabOf, type PageTab } from '../ui/page-tabs';
import { AuditList } from './audit-list';
import { LogsApi } from './logs.api';
import { SystemList } from './system-list';

const TABS: readonly PageTab[] = [
  { id: 'changes', label: 'Audit log' },
  { id: 'log', label: 'Sign-ins and workers' },
];

/** Who changed what, and what happened. */
@Component({
  selector: 'sb-logs-page',
  imports: [AuditList, MatButton, MatIcon, PageHeader, PageTabs, SystemList],
  template: `
    <sb-page-header heading="Logs" [lead]="lead()">
      @if (shown() === 'changes') {
        <button matButton type="button" (click)="save()">
          <mat-icon svgIcon="download" aria-hidden="true" />Export
        </button>
        <button matButton="outlined" type="button" (click)="verify()">
          <mat-icon svgIcon="check" aria-hidden="true" />Verify the chain
        </button>
      }
    </sb-page-header>
    @if (tabs().length > 1) {
      <sb-page-tabs [tabs]="tabs()" [shown]="shown()" />
    }
    @if (shown() === 'changes') {
      <sb-audit-list />
    } @else {
      <sb-system-list />
    }
  `,
})
export class LogsPage {
  private readonly api = inject(LogsApi);
  private readonly acts = inject(Acts);
  private readonly session = inject(SessionStore);
  private readonly changes = viewChild(AuditList);
  private readonly tab = tabOf(TABS);
  protected readonly tabs = computed(() => (this.session.can('audit.read') ? TABS : TABS.slice(1)));
  protected readonly shown = computed(() => (this.session.can('audit.read') ? this.tab() : 'log'));
  protected readonly lead = computed(() =>
    this.shown() === 'changes'
      ? 'Who changed what, and who took something out, by the console or a program.'
      : 'What happened here in the last 90 days.',
  );

  protected async save(): Promise<void> {
    const filters = this.changes()?.url.values();
    if (filters) await this.acts.try(() => this.api.saveChanges(filters));
  }

  protected async verify(): Promise<void> {
    await this.acts.try(async () => {
      const { whole, rows, unsealed, problem } = await this.api.verify();
      if (whole) this.acts.say(`Whole: ${rows} linked, ${unsealed} not linked yet`);
      else this.acts.refuse(`The audit log was changed: ${problem}`);
    });
  }
}
