import { Component, computed, input } from '@angular/core';

export interface Fact {
  name: string;
  /** Null is not known, and not shown. */
  value: string | null;
  mono?: boolean;
}

/** Names and values in columns; what is not known is left out. */
@Component({
  selector: 'sb-facts',
  template: `
    <dl>
      @for (fact of known(); track fact.name) {
        <div [class.long]="(fact.value?.length ?? 0) > 16 && fact.mono">
          <dt>{{ fact.name }}</dt>
          <dd dir="auto" [class.mono]="fact.mono">{{ fact.value }}</dd>
        </div>
      }
    </dl>
  `,
  styles: `
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(136px, 1fr));
      gap: 14px 20px;
      margin: 0;
    }
    /* Numbers of a card and addresses stay in one line. */
    .long {
      grid-column: span 2;
    }
    dt {
      font-size: 12px;
      color: var(--sb-text-muted);
    }
    dd {
      margin: 2px 0 0;
      color: var(--sb-text);
      overflow-wrap: anywhere;
    }
  `,
})
export class Facts {
  readonly facts = input.required<readonly Fact[]>();
  protected readonly known = computed(() => this.facts().filter(({ value }) => value !== null && value !== ''));
}
