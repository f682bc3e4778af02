import { Component, computed, input } from '@angular/core';
import type { LedgerCheck } from '@signalbox/contracts/office/ledger';
import { countText } from '../ui/count';
import { StateChip } from '../ui/state-chip';
import type { Tone } from '../ui/status';
import { Time } from '../ui/time';

/** What a check found, as its mark. */
export function markOf({ balanced, differences }: LedgerCheck): { label: string; tone: Tone } {
  if (balanced === null) return { label: 'Not checked yet', tone: 'neutral' };
  if (balanced) return { label: 'In balance', tone: 'done' };
  return { label: differences.length === 1 ? '1 difference' : `${differences.length} differences`, tone: 'bad' };
}

/** Whether every balance and sum is what the entries of the books add up to, as the last check found it. */
@Component({
  selector: 'sb-books-check',
  imports: [StateChip, Time],
  template: `
    <div class="head">
      <h2>Check of the books</h2>
      <sb-state-chip [tone]="mark().tone">{{ mark().label }}</sb-state-chip>
    </div>
    @if (check().checked_at; as at) {
      <p>
        Checked <sb-time [at]="at" />: {{ entries()
        }}{{ check().balanced ? ', and every sum is what they add up to.' : '.' }}
      </p>
    }
    @if (check().differences.length > 0) {
      <p>What differs, in minor units (cents); of a kind the first 20:</p>
      <ul>
        @for (line of check().differences; track $index) {
          <li class="mono" dir="auto">{{ line }}</li>
        }
      </ul>
    }
    <p class="muted">
      Each night at 2 every balance and sum is held against the entries that it was made of. To do so now, run
      <code>npm run admin -- check-ledger</code> where the server runs.
    </p>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
      padding: 20px;
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 14px;
    }
    p {
      max-width: 720px;
    }
    ul {
      display: grid;
      gap: 6px;
      padding-inline-start: 20px;
      margin: 0;
      font-size: 13px;
      overflow-wrap: anywhere;
    }
    .muted {
      font-size: 13px;
    }
    code {
      white-space: nowrap;
    }
  `,
  host: { class: 'card' },
})
export class BooksCheck {
  readonly check = input.required<LedgerCheck>();
  protected readonly mark = computed(() => markOf(this.check()));
  protected readonly entries = computed(() => {
    const { entries, seconds } = this.check();
    return `${countText(entries)} ${entries === 1 ? 'entry' : 'entries'} in ${seconds ?? 0} s`;
  });
}
