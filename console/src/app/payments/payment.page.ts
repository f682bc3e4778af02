import { Component, computed, inject, input, numberAttribute } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { PaymentDetail } from '@signalbox/contracts/office/payments';
import { API } from '../core/api';
import { PaymentsApi } from '../core/office/payments.api';
import { oneOf } from '../core/one';
import { Transfer } from '../core/transfer';
import { ActionMenu } from '../ui/action-menu';
import { Acts } from '../ui/acts';
import { Money } from '../ui/office/money';
import { PaymentActions } from '../ui/office/payment-actions';
import { METHODS, PAYMENTS } from '../ui/office/words';
import { OnePage } from '../ui/one-page';
import { StateChip } from '../ui/state-chip';
import { Time } from '../ui/time';

/** One payment: what it was put to, and what was given back of it. */
@Component({
  selector: 'sb-payment-page',
  imports: [ActionMenu, MatButton, MatIcon, Money, OnePage, RouterLink, StateChip, Time],
  templateUrl: './payment.page.html',
  styleUrls: ['../ui/office/account.scss', './payment.page.scss'],
})
export class PaymentPage {
  private readonly api = inject(PaymentsApi);
  private readonly actions = inject(PaymentActions);
  private readonly transfer = inject(Transfer);
  private readonly acts = inject(Acts);
  readonly id = input.required({ transform: numberAttribute });
  protected readonly one = oneOf<number, PaymentDetail>({ id: this.id, read: (id) => this.api.get(id), every: 15_000 });
  protected readonly heading = computed(() => `Payment ${this.id()}`);
  protected readonly lead = computed(() => this.one.value()?.customer_name);
  protected readonly words = PAYMENTS;
  protected readonly methods = METHODS;
  protected readonly menu = computed(() => {
    const payment = this.one.value();
    return payment === null ? [] : this.actions.of(payment, () => this.one.refresh());
  });

  protected save(): void {
    void this.acts.try(() => this.transfer.save(`${API}/payments/${this.id()}/receipt`, `receipt-${this.id()}.pdf`));
  }
}
