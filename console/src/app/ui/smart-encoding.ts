import { Component, computed, input, model } from '@angular/core';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { segmentsOf } from '@signalbox/codec/segments';
import { replacementsIn, smartText, type Replacement } from '@signalbox/codec/smart-encoding';

/** Blanks and marks that nobody sees, by what they are. */
const NAMES: Readonly<Record<string, string>> = {
  '\t': 'tab',
  '\u00a0': 'no-break blank',
  '\u00ad': 'soft hyphen',
  '\u2028': 'line separator',
  '\u202f': 'narrow blank',
};
const nameOf = (character: string): string =>
  NAMES[character] ?? (/[\p{Z}\p{C}]/u.test(character) ? 'odd blank' : character);

/** A change in words: `“ to "`, `no-break blank to a blank`, `odd blank left out`. */
export const wordsOf = ({ character, plain, count }: Replacement): string => {
  const times = count > 1 ? ` (${count}×)` : '';
  const to = { '': 'left out', ' ': 'to a blank', '\n': 'to a new line' }[plain] ?? `to ${plain}`;
  return `${nameOf(character)} ${to}${times}`;
};

/** Offers plain characters in place of typographic ones where a text has fewer parts so, and says which those are. */
@Component({
  selector: 'sb-smart-encoding',
  imports: [MatSlideToggle],
  template: `
    @if (changes().length > 0 || always()) {
      <mat-slide-toggle hideIcon [checked]="checked()" (change)="checked.set($event.checked)">
        Plain characters <span class="muted">– {{ saving() }}</span>
      </mat-slide-toggle>
      <p class="muted">{{ words() }}</p>
    }
  `,
  styles: `
    p {
      margin: 4px 0 0;
      font-size: 12px;
      overflow-wrap: anywhere;
    }
  `,
})
export class SmartEncoding {
  readonly text = input.required<string>();
  /** Whether they are sent so. */
  readonly checked = model.required<boolean>();
  /** Whether it is offered for a text, too, in which nothing changes. */
  readonly always = input(false);
  protected readonly changes = computed(() => replacementsIn(this.text()));
  protected readonly words = computed(() => this.changes().map(wordsOf).join(', '));
  protected readonly saving = computed(() => {
    if (this.changes().length === 0) return 'where they save segments';
    const [as, plain] = [segmentsOf(this.text()).segments, segmentsOf(smartText(this.text())).segments];
    return `${plain} ${plain === 1 ? 'segment' : 'segments'} in place of ${as}`;
  });
}
