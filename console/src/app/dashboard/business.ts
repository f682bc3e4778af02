import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { OfficeSummary } from '@signalbox/contracts/office/figures';
import { FiguresApi } from '../core/office/figures.api';
import { pollWhileVisible } from '../core/polling';
import { ServerLink } from '../core/server-link';
import { countText } from '../ui/count';
import { moneyText } from '../ui/office/money';
import { StatCard, type Card } from '../ui/stat-card';

const READ_MS = 30_000;

/** Where the business stands, for those who may see it; not there before anybody owes or owed anything. */
@Component({
  selector: 'sb-business',
  imports: [RouterLink, StatCard],
  template: `
    @if (cards().length > 0) {
      <section aria-labelledby="business">
        <div class="head">
          <h2 id="business">Business</h2>
          <a routerLink="/revenue">Revenue</a>
        </div>
        <div class="figures">
          @for (card of cards(); track card.label) {
            <sb-stat-card
              [label]="card.label"
              [icon]="card.icon"
              [tone]="card.tone"
              [figure]="card.figure"
              [notes]="card.notes"
              [hint]="card.hint ?? ''"
            />
          }
        </div>
      </section>
    }
  `,
  styles: `
    section {
      margin-bottom: var(--sb-gap);
    }
    .head {
      display: flex;
      align-items: baseline;
      justify-content: space-between;
      margin-bottom: 10px;
      font-size: 13px;
    }
    .figures {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(230px, 100%), 1fr));
      gap: var(--sb-gap);
    }
  `,
})
export class Business {
  private readonly api = inject(FiguresApi);
  private readonly link = inject(ServerLink);
  private readonly summary = signal<OfficeSummary | null>(null);
  protected readonly cards = computed(() => {
    const summary = this.summary();
    return summary === null || !isUsed(summary) ? [] : cardsOf(summary, this.link.answers());
  });

  constructor() {
    pollWhileVisible(READ_MS, () => void this.read());
  }

  /** What cannot be read leaves what was known last; the page's figures say that the server is away. */
  private async read(): Promise<void> {
    const summary = await this.api.summary().catch(() => null);
    if (summary !== null) this.summary.set(summary);
  }
}

const isUsed = (all: OfficeSummary): boolean =>
  [all.owed, all.credit, all.received_this_month, all.open_invoices, all.pending_payments, all.open_tickets].some(
    (figure) => figure !== 0,
  );

const OPEN = { status: 'open' };

/** What was true when the server was last heard of is not said to be true now. */
export function cardsOf(all: OfficeSummary, answers: boolean): Card[] {
  const money = (amount: number) => (answers ? moneyText(amount, all.currency) : '–');
  const count = (value: number) => countText(answers ? value : null);
  return [
    {
      label: 'Owed',
      icon: 'invoice',
      tone: 'waiting',
      figure: { text: money(all.owed), link: '/invoices', query: OPEN },
      notes: [{ text: `${count(all.open_invoices)} open invoices`, link: '/invoices', query: OPEN }],
      hint: 'What customers owe by their balances: what is open of invoices, less what the same customer has as credit.',
    },
    {
      label: 'Overdue',
      icon: 'alert',
      tone: all.overdue_invoices > 0 ? 'bad' : 'neutral',
      figure: { text: money(all.overdue), link: '/invoices', query: { status: 'overdue' } },
      notes: [
        {
          text: `${count(all.overdue_invoices)} invoices`,
          link: '/invoices',
          query: { status: 'overdue' },
        },
      ],
    },
    {
      label: 'Received this month',
      icon: 'wallet',
      tone: 'done',
      figure: { text: money(all.received_this_month), link: '/revenue', query: { span: 'month' } },
      notes: [
        { text: `${count(all.pending_payments)} to be confirmed`, link: '/payments', query: { status: 'pending' } },
      ],
    },
    {
      label: 'Open tickets',
      icon: 'ticket',
      tone: all.open_tickets > 0 ? 'moving' : 'neutral',
      figure: { text: count(all.open_tickets), link: '/tickets', query: { status: 'not-over' } },
      notes: [{ text: 'Unassigned', link: '/tickets', query: { whose: 'nobody', status: 'not-over' } }],
    },
  ];
}
