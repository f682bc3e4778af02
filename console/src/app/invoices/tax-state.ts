import { Component, effect, inject, input, signal, untracked } from '@angular/core';
import type { InvoiceDetail } from '@signalbox/contracts/office/invoices';
import { InvoicesApi } from '../core/office/invoices.api';
import { StateChip } from '../ui/state-chip';
import { toldOf, type ToldDocument } from './tax-reports';

/** What the tax authority knows of an invoice. Nothing where nobody is told. */
@Component({
  selector: 'sb-tax-state',
  imports: [StateChip],
  template: `
    @if (told().length > 0) {
      <section class="card part" aria-labelledby="tax-authority">
        <h2 id="tax-authority">Tax authority</h2>
        <dl>
          @for (document of told(); track document.name) {
            <div>
              <dt>{{ document.name }}</dt>
              <dd>
                <sb-state-chip [tone]="document.state.tone">{{ document.state.label }}</sb-state-chip>
                @if (document.note; as note) {
                  <span class="muted" dir="auto">{{ note }}</span>
                }
              </dd>
            </div>
          }
        </dl>
      </section>
    }
  `,
  styles: `
    /* Where nobody is told it takes no room of the page's grid. */
    :host:empty {
      display: none;
    }
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(220px, 1fr));
      gap: 14px;
      margin: 0;
    }
    dd {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 8px;
    }
  `,
  styleUrl: '../ui/office/account.scss',
})
export class TaxState {
  private readonly api = inject(InvoicesApi);
  /** Made anew with each reading of the invoice, and read with it. */
  readonly invoice = input.required<InvoiceDetail>();
  protected readonly told = signal<ToldDocument[]>([]);

  constructor() {
    effect(() => {
      const invoice = this.invoice();
      untracked(() => void this.read(invoice));
    });
  }

  /** Without an answer it stays as it is. */
  private async read(invoice: InvoiceDetail): Promise<void> {
    const report = await this.api.taxReport(invoice.id).catch(() => null);
    if (report !== null && invoice === this.invoice()) this.told.set(toldOf(invoice, report));
  }
}
