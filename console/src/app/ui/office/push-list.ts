import { Component, computed, effect, inject, input, output, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Push, PushStatus } from '@signalbox/contracts/office/mpesa';
import { MpesaApi, type PushLimits } from '../../core/office/mpesa.api';
import { PagedList } from '../../core/paged-list';
import { pollWhileVisible } from '../../core/polling';
import { StateChip } from '../state-chip';
import { Time } from '../time';
import { moneyText } from './money';
import { PUSHES } from './words';

const SHOWN = 5;
const AGAIN_MS = 4_000;
/** What is still to be told of. */
const OPEN: readonly PushStatus[] = ['created', 'pending', 'unknown'];
const isOpen = ({ status }: Push): boolean => OPEN.includes(status);

/** What a phone was asked for by M-Pesa lately, and what became of it. Nothing where nothing was. */
@Component({
  selector: 'sb-push-list',
  imports: [MatButton, RouterLink, StateChip, Time],
  template: `
    @if (pushes().length > 0) {
      <section class="card part" aria-labelledby="pushes">
        <h2 id="pushes">Asked for by M-Pesa</h2>
        <ul>
          @for (push of pushes(); track push.id) {
            <li>
              <strong class="number">{{ moneyOf(push) }}</strong>
              <sb-state-chip [tone]="words[push.status].tone">{{ words[push.status].label }}</sb-state-chip>
              <span class="muted">
                <span class="number">{{ push.phone }}</span>, <sb-time [at]="push.created_at" />
                @if (push.receipt; as receipt) {
                  · receipt <span class="mono">{{ receipt }}</span>
                }
              </span>
              @if (push.payment_id; as payment) {
                <a [routerLink]="['/payments', payment]">Payment</a>
              }
              @if (noteOf(push); as note) {
                <p class="muted" dir="auto">{{ note }}</p>
              }
            </li>
          }
        </ul>
        @if (list.more()) {
          <button matButton type="button" (click)="list.readOn()">Show earlier ones</button>
        }
      </section>
    }
  `,
  styles: `
    /* Where nothing was asked for it takes no room of the page's grid. */
    :host:empty {
      display: none;
    }
    ul {
      display: grid;
      padding: 0;
      margin: 0;
      list-style: none;
    }
    li {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: center;
      gap: 2px 12px;
      padding: 9px 0;
      border-top: 1px solid var(--sb-border);
      font-size: 13px;
    }
    li:first-child {
      border-top: 0;
    }
    strong {
      font-weight: 600;
    }
    sb-state-chip,
    a {
      justify-self: end;
    }
    p {
      grid-column: 1 / -1;
    }
  `,
  styleUrl: './account.scss',
})
export class PushList {
  private readonly api = inject(MpesaApi);
  /** Read again when they are made anew. */
  readonly limits = input.required<PushLimits>();
  /** What was still to be told of one is told: what is owed may be less now. */
  readonly told = output();
  protected readonly list = new PagedList<Push>({
    read: (page) => this.api.pushes(this.limits(), page),
    key: ({ id }) => id,
    size: SHOWN,
  });
  protected readonly pushes = computed(() => this.list.rows() ?? []);
  private readonly isWaiting = computed(() => this.pushes().some(isOpen));
  protected readonly words = PUSHES;

  constructor() {
    let before = '';
    effect(() => {
      const about = JSON.stringify(this.limits());
      const isSame = about === before;
      before = about;
      untracked(() => void (isSame ? this.read() : this.list.restart()));
    });
    pollWhileVisible(AGAIN_MS, () => {
      if (this.isWaiting()) void this.read();
    });
  }

  protected moneyOf({ amount, currency }: Push): string {
    return moneyText(amount, currency);
  }

  protected noteOf({ status, result }: Push): string | null {
    if (status === 'unknown')
      return 'It may have reached the phone: do not ask again. M-Pesa is asked what became of it.';
    return status === 'failed' || status === 'refused' ? result : null;
  }

  /** A help beside what the page is about: without an answer it stays as it was. */
  private async read(): Promise<void> {
    const limits = this.limits();
    const waited = new Set(
      this.pushes()
        .filter(isOpen)
        .map(({ id }) => id),
    );
    await this.list.refresh();
    if (limits !== this.limits()) return;
    if (this.pushes().some((push) => waited.has(push.id) && !isOpen(push))) this.told.emit();
  }
}
