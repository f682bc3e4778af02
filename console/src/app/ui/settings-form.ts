import { Component, computed, input } from '@angular/core';
import { FormRoot, type FieldTree } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { Submission } from '../core/form-errors';

/** The frame of a form that is a part of a page: its fields as the content, what the server refused as a whole, the button. */
@Component({
  selector: 'sb-settings-form',
  imports: [FormRoot, MatButton],
  template: `
    <form [formRoot]="form()" novalidate>
      @for (line of submission().trouble(); track $index) {
        <p class="note" role="alert">{{ line }}</p>
      }
      <ng-content />
      <div class="actions">
        <ng-content select="[sbDismiss]" />
        <button matButton="filled" type="submit" [disabled]="busy()">{{ action() }}</button>
      </div>
    </form>
  `,
  styles: `
    :host {
      display: block;
      padding: 20px;
    }
    form {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
      max-width: 720px;
    }
    .actions {
      display: flex;
      justify-content: flex-end;
      gap: 10px;
    }
    @media (max-width: 760px) {
      :host {
        padding: 16px;
      }
    }
  `,
  styleUrl: './dialog-form.scss',
  host: { class: 'card' },
})
export class SettingsForm<T> {
  readonly form = input.required<FieldTree<T>>();
  readonly submission = input.required<Submission>();
  readonly action = input('Save');
  protected readonly busy = computed(() => this.form()().submitting());
}
