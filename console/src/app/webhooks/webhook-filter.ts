import { Component, computed, inject, input, signal, type OnInit } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import type { Webhook } from '@signalbox/contracts/webhooks';
import { PairDirectory, pairName } from '../core/pair-directory';
import { SessionStore } from '../core/session';
import type { Choice } from '../ui/choice-field';
import { SuggestField } from '../ui/suggest-field';
import type { WebhookFields } from './webhook-draft';
import { WebhooksApi } from './webhooks.api';

/** Which messages a webhook hears of: what is left empty lets all by. */
@Component({
  selector: 'sb-webhook-filter',
  imports: [SuggestField],
  template: `
    <fieldset>
      <legend>Only messages</legend>
      <p class="hint">What is empty leaves nothing out. Events that are about no message come all the same.</p>
      <div class="pair">
        @if (session.can('programs.read')) {
          <sb-suggest-field label="Of the program" [choices]="programs()" [field]="form().program" />
        }
        @if (session.can('pairs.read')) {
          <sb-suggest-field label="To the pair" [choices]="pairs()" [field]="form().pair" />
        }
        @if (session.can('users.manage')) {
          <sb-suggest-field label="Of the account" [choices]="accounts()" [field]="form().account" />
        }
        <sb-suggest-field label="Sent with the API key" [choices]="keys()" [field]="form().key" />
      </div>
    </fieldset>
  `,
  styleUrl: '../ui/dialog-form.scss',
  styles: `
    fieldset {
      min-width: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      font-weight: 550;
    }
    .hint {
      margin: 2px 0 12px;
      color: var(--sb-text-muted);
      font-size: 13px;
    }
  `,
})
export class WebhookFilterFields implements OnInit {
  private readonly api = inject(WebhooksApi);
  private readonly directory = inject(PairDirectory);
  protected readonly session = inject(SessionStore);
  readonly form = input.required<FieldTree<WebhookFields>>();
  /** Null of a new one. */
  readonly webhook = input.required<Webhook | null>();
  protected readonly programs = signal<readonly Choice[]>([]);
  protected readonly accounts = signal<readonly Choice[]>([]);
  protected readonly keys = signal<readonly Choice[]>([]);
  protected readonly pairs = computed(() =>
    (this.directory.all() ?? []).map((pair) => ({ value: pair.id, label: pairName(pair) })),
  );

  ngOnInit(): void {
    const owner = this.webhook()?.user_id;
    if (this.session.can('pairs.read')) this.directory.refresh();
    if (this.session.can('programs.read')) void this.fill(this.programs, this.api.programs());
    if (this.session.can('users.manage')) void this.fill(this.accounts, this.api.accounts());
    void this.fill(this.keys, this.api.keys(owner));
  }

  /** Without its choices a field says that it wants one of them, and everything else of the form can be done. */
  private async fill(into: { set: (choices: readonly Choice[]) => void }, read: Promise<Choice[]>): Promise<void> {
    into.set(await read.catch(() => []));
  }
}
