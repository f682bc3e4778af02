import { Component, computed, input, model } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { smartText } from '@signalbox/codec/smart-encoding';
import type { NumberListRow } from '@signalbox/contracts/number-lists';
import { MAX_TEXT_LENGTH } from '@signalbox/contracts/rules';
import { fillerOf } from '@signalbox/contracts/template';
import { SegmentCounter } from '../ui/segment-counter';
import { SmartEncoding } from '../ui/smart-encoding';

/** A template as the first rows of a list would get it, each with what it costs; without rows, as it stands. */
@Component({
  selector: 'sb-template-preview',
  imports: [MatIcon, SegmentCounter, SmartEncoding],
  template: `
    <h2>Preview</h2>
    @if (template().trim() === '') {
      <p class="muted">Write the text to see what the first rows get.</p>
    } @else {
      @for (message of messages(); track $index) {
        <article>
          <span class="muted number to">{{ message.to }}</span>
          @if (message.text !== null) {
            <blockquote dir="auto">{{ message.text }}</blockquote>
            <sb-segment-counter [text]="message.text" />
          } @else {
            <p class="problem"><mat-icon svgIcon="alert" aria-hidden="true" />{{ message.problem }}</p>
          }
        </article>
      }
      @if (rows().length === 0) {
        <p class="muted small">Choose a number list to see it filled in.</p>
      }
    }
    <sb-smart-encoding [text]="typographic()" [(checked)]="smart" [always]="said()" />
  `,
  styles: `
    :host {
      display: grid;
      gap: 16px;
    }
    article {
      display: grid;
      gap: 6px;
    }
    .to,
    .small {
      font-size: 12px;
    }
    blockquote {
      padding: 10px 14px;
      margin: 0;
      border-radius: 4px 12px 12px 12px;
      background: color-mix(in srgb, var(--mat-sys-primary) 8%, transparent);
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .problem {
      display: flex;
      align-items: center;
      gap: 8px;
      color: var(--sb-status-bad);
      font-size: 13px;
    }
    mat-icon {
      flex: none;
      width: 18px;
      height: 18px;
    }
  `,
})
export class TemplatePreview {
  readonly template = input.required<string>();
  readonly rows = input.required<readonly NumberListRow[]>();
  /** Whether plain characters stand for typographic ones where they save parts. */
  readonly smart = model.required<boolean>();
  /** Whether the program says so itself. */
  readonly said = input.required<boolean>();
  private readonly filled = computed(() => {
    const rows = this.rows();
    if (rows.length === 0) return [{ to: '', text: this.template(), problem: null }];
    return rows.map(({ number, values }) => {
      const filled = fillerOf(this.template(), Object.keys(values), MAX_TEXT_LENGTH)(Object.values(values));
      const to = `To ${number}`;
      return 'problem' in filled
        ? { to, text: null, problem: `It gets none: ${filled.problem}` }
        : { to, text: filled.text, problem: null };
    });
  });
  /** As the server would send them. */
  protected readonly messages = computed(() =>
    this.smart()
      ? this.filled().map((message) => ({ ...message, text: message.text && smartText(message.text) }))
      : this.filled(),
  );
  /** The first text that plain characters would change. */
  protected readonly typographic = computed(
    () => this.filled().find(({ text }) => text !== null && smartText(text) !== text)?.text ?? '',
  );
}
