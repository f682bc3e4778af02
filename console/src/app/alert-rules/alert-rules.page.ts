import { Component, computed, inject, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { SessionStore } from '../core/session';
import { PageHeader } from '../ui/page-header';
import { PageTabs, tabOf } from '../ui/page-tabs';
import { AlertChannelList } from './channel-list';
import { RuleList } from './rule-list';

const RULES = { id: 'rules', label: 'Rules' };
const CHANNELS = { id: 'channels', label: 'Channels' };

/** What is watched, and who is told. */
@Component({
  selector: 'sb-alert-rules-page',
  imports: [AlertChannelList, MatButton, MatIcon, PageHeader, PageTabs, RuleList],
  template: `
    <sb-page-header heading="Alert rules" lead="What is watched, and who is told when it is wrong.">
      @if (mayAdd()) {
        <button matButton="filled" type="button" (click)="add()">
          <mat-icon svgIcon="plus" aria-hidden="true" />{{ tab() === 'channels' ? 'Add channel' : 'Add rule' }}
        </button>
      }
    </sb-page-header>
    @if (tabs.length > 1) {
      <sb-page-tabs [tabs]="tabs" [shown]="tab()" />
    }
    @if (tab() === 'channels') {
      <sb-alert-channel-list />
    } @else {
      <sb-rule-list />
    }
  `,
})
export class AlertRulesPage {
  private readonly session = inject(SessionStore);
  private readonly rules = viewChild(RuleList);
  private readonly channels = viewChild(AlertChannelList);
  protected readonly tabs = this.session.can('alert-channels.manage') ? [RULES, CHANNELS] : [RULES];
  protected readonly tab = tabOf(this.tabs);
  protected readonly mayAdd = computed(() =>
    this.session.can(this.tab() === 'channels' ? 'alert-channels.manage' : 'alert-rules.write'),
  );

  protected add(): void {
    void (this.tab() === 'channels' ? this.channels()?.edit(null) : this.rules()?.edit(null));
  }
}
