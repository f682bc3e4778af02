import { Component, DestroyRef, computed, effect, inject, input, signal, untracked } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { MatAutocomplete, MatAutocompleteTrigger, MatOption } from '@angular/material/autocomplete';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { Customer } from '@signalbox/contracts/office/customers';
import { CustomersApi } from '../../core/office/customers.api';
import { OUTLINED } from '../outlined';

/** A customer as a form holds one. */
export type PickedCustomer = Pick<Customer, 'id' | 'name' | 'account_number' | 'currency'>;

const WAIT_MS = 200;
const SHOWN = 8;

/** Finds a customer by a part of the name, number or account. */
@Component({
  selector: 'sb-customer-field',
  imports: [MatAutocomplete, MatAutocompleteTrigger, MatError, MatFormField, MatHint, MatInput, MatLabel, MatOption],
  providers: [OUTLINED],
  template: `
    <mat-form-field>
      <mat-label>{{ label() }}</mat-label>
      <input
        #box
        matInput
        dir="auto"
        autocomplete="off"
        [matAutocomplete]="choices"
        [value]="text()"
        [errorStateMatcher]="matcher"
        (input)="search(box.value)"
        (blur)="left()"
      />
      <mat-autocomplete #choices="matAutocomplete" [displayWith]="nameOf" (optionSelected)="pick($event.option.value)">
        @for (customer of found(); track customer.id) {
          <mat-option [value]="customer">
            <span dir="auto">{{ customer.name }}</span> <span class="muted"> {{ customer.account_number }}</span>
          </mat-option>
        }
        @if (none()) {
          <mat-option disabled>Nobody is called so</mat-option>
        } @else if (more()) {
          <mat-option disabled>There are more: write more of the name</mat-option>
        }
      </mat-autocomplete>
      <mat-hint>{{ field()().value()?.account_number ?? 'A part of the name, number or account' }}</mat-hint>
      @for (error of field()().errors(); track $index) {
        <mat-error>{{ error.message }}</mat-error>
      }
    </mat-form-field>
  `,
  styleUrl: '../field.scss',
})
export class CustomerField {
  private readonly api = inject(CustomersApi);
  readonly label = input('Customer');
  readonly field = input.required<FieldTree<PickedCustomer | null>>();
  protected readonly text = signal('');
  protected readonly found = signal<readonly Customer[]>([]);
  protected readonly none = signal(false);
  protected readonly more = signal(false);
  protected readonly matcher = { isErrorState: () => this.wrong() };
  private readonly wrong = computed(() => this.field()().touched() && this.field()().invalid());
  private timer: ReturnType<typeof setTimeout> | undefined;
  private searches = 0;

  constructor() {
    effect(() => {
      const name = this.field()().value()?.name;
      untracked(() => {
        if (name !== undefined) this.text.set(name);
      });
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  protected readonly nameOf = (customer: Customer | string | null): string =>
    typeof customer === 'string' ? customer : (customer?.name ?? '');

  protected search(text: string): void {
    this.text.set(text);
    this.field()().value.set(null);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.find(text.trim()), WAIT_MS);
  }

  protected pick(customer: Customer): void {
    this.field()().value.set(customer);
  }

  protected left(): void {
    this.field()().markAsTouched();
  }

  private async find(search: string): Promise<void> {
    const nth = ++this.searches;
    // Without an answer there is nothing to choose, and what is wrong is said when it is sent.
    const page = await this.api
      .list(search === '' ? {} : { search }, { limit: SHOWN, cursor: null })
      .catch(() => ({ data: [], next_cursor: null }));
    if (nth !== this.searches) return;
    this.found.set(page.data);
    this.none.set(page.data.length === 0);
    this.more.set(page.next_cursor !== null);
  }
}
