import { Component, computed, inject, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import type { Permission } from '@signalbox/contracts/permissions';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { PageHeader } from '../ui/page-header';
import { PageTabs, tabOf, type PageTab } from '../ui/page-tabs';
import { AuditList } from './audit-list';
import { LogsApi } from './logs.api';
import { OutboxList } from './outbox-list';
import { SystemList } from './system-list';

const TABS: readonly (PageTab & { needs: Permission; lead: string })[] = [
  {
    id: 'changes',
    label: 'Audit log',
    needs: 'audit.read',
    lead: 'Who changed what, and who took something out, by the console or a program.',
  },
  { id: 'log', label: 'Sign-ins and workers', needs: 'logs.read', lead: 'What happened here in the last 90 days.' },
  {
    id: 'deliveries',
    label: 'To other systems',
    needs: 'outbox.manage',
    lead: 'What left by the outbox, and what did not. What was delivered is kept for 30 days, what was given up for 90.',
  },
];

/** Who changed what, what happened, and what left. */
@Component({
  selector: 'sb-logs-page',
  imports: [AuditList, MatButton, MatIcon, OutboxList, PageHeader, PageTabs, SystemList],
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
    @switch (shown()) {
      @case ('changes') {
        <sb-audit-list />
      }
      @case ('deliveries') {
        <sb-outbox-list />
      }
      @default {
        <sb-system-list />
      }
    }
  `,
})
export class LogsPage {
  private readonly api = inject(LogsApi);
  private readonly acts = inject(Acts);
  private readonly session = inject(SessionStore);
  private readonly changes = viewChild(AuditList);
  private readonly tab = tabOf(TABS);
  protected readonly tabs = computed(() => TABS.filter(({ needs }) => this.session.can(needs)));
  private readonly open = computed(() => this.tabs().find(({ id }) => id === this.tab()) ?? this.tabs()[0]);
  protected readonly shown = computed(() => this.open()?.id ?? 'log');
  protected readonly lead = computed(() => this.open()?.lead ?? '');

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
