import { Component, input, model, signal } from '@angular/core';
import { MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { FileDrop } from './file-drop';
import { sizeText } from './size';

/** Damaged letters would be kept as they are. @throws TypeError when it is in neither encoding */
function textOf(content: ArrayBuffer): string {
  const [first, second] = new Uint8Array(content, 0, Math.min(2, content.byteLength));
  const mark = ((first ?? 0) << 8) | (second ?? 0);
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true }).decode(content);
}

/** A text that is pasted, or read from a file in the browser. */
@Component({
  selector: 'sb-text-source',
  imports: [FileDrop, MatFormField, MatInput, MatLabel],
  template: `
    <sb-file-drop
      label="Choose a file or drop it here"
      accept=".csv,.txt,text/csv,text/plain"
      [hint]="hint()"
      (file)="read($event)"
    />
    @if (trouble(); as trouble) {
      <p class="trouble" role="alert">{{ trouble }}</p>
    }
    <mat-form-field>
      <mat-label>{{ label() }}</mat-label>
      <textarea
        #area
        matInput
        class="mono"
        dir="auto"
        rows="7"
        spellcheck="false"
        wrap="off"
        [placeholder]="example()"
        [value]="text()"
        (input)="text.set(area.value)"
      ></textarea>
    </mat-form-field>
  `,
  styles: `
    :host {
      display: grid;
      gap: 14px;
    }
    textarea {
      font-size: 13px;
      line-height: 1.5;
    }
    .trouble {
      color: var(--sb-status-bad);
      font-size: 13px;
    }
  `,
})
export class TextSource {
  readonly text = model.required<string>();
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly example = input('');
  /** The largest file that is read, in octets: the server takes no longer text. */
  readonly limit = input.required<number>();
  protected readonly trouble = signal('');

  protected async read(file: File): Promise<void> {
    this.trouble.set('');
    if (file.size > this.limit()) {
      this.trouble.set(`${file.name} has ${sizeText(file.size)}; at most ${sizeText(this.limit())} go in at once.`);
      return;
    }
    try {
      this.text.set(textOf(await file.arrayBuffer()));
    } catch (error) {
      const isText = !(error instanceof TypeError);
      this.trouble.set(`${file.name} ${isText ? 'cannot be read' : 'is no text in UTF-8 or UTF-16: save it as one'}.`);
    }
  }
}
