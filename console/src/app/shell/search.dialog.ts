import { Component, DestroyRef, computed, inject, signal } from '@angular/core';
import { MatDialogContent, MatDialogRef } from '@angular/material/dialog';
import { MatFormField, MatPrefix } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { Router } from '@angular/router';
import { failureOf, lineOf } from '../core/problem';
import { roomsFor } from '../core/rooms';
import { SessionStore } from '../core/session';
import { OUTLINED } from '../ui/outlined';
import { findOf, roomsNamed, type Find } from './finds';
import { SearchApi } from './search.api';

const WAIT_MS = 180;
const LEAST = 2;

/** Goes to a customer, an invoice, a ticket or a room by what it is called. */
@Component({
  selector: 'sb-search-dialog',
  imports: [MatDialogContent, MatFormField, MatIcon, MatInput, MatPrefix],
  providers: [OUTLINED],
  template: `
    <mat-dialog-content>
      <mat-form-field>
        <mat-icon matPrefix svgIcon="search" aria-hidden="true" />
        <input
          #box
          matInput
          type="search"
          role="combobox"
          dir="auto"
          autocomplete="off"
          maxlength="64"
          placeholder="Number, name or phone"
          aria-label="Find"
          aria-autocomplete="list"
          aria-controls="finds"
          [attr.aria-expanded]="finds().length > 0"
          [attr.aria-activedescendant]="finds().length > 0 ? 'find-' + at() : null"
          (input)="search(box.value)"
          (keydown)="press($event)"
        />
      </mat-form-field>
      <ul id="finds" role="listbox" aria-label="What was found">
        @for (find of finds(); track find.key; let index = $index) {
          <li
            role="option"
            tabindex="-1"
            [id]="'find-' + index"
            [attr.aria-selected]="index === at()"
            [class.here]="index === at()"
            (mousedown)="$event.preventDefault()"
            (click)="go(find)"
            (keydown.enter)="go(find)"
            (mouseenter)="at.set(index)"
          >
            <mat-icon [svgIcon]="find.icon" aria-hidden="true" />
            <span class="label" dir="auto">{{ find.label }}</span>
            <span class="muted number">{{ find.hint }}</span>
          </li>
        }
      </ul>
      <p class="muted" role="status">{{ said() }}</p>
    </mat-dialog-content>
  `,
  styleUrl: './search.dialog.scss',
})
export class SearchDialog {
  private readonly api = inject(SearchApi);
  private readonly router = inject(Router);
  private readonly dialog = inject<MatDialogRef<SearchDialog>>(MatDialogRef);
  private readonly session = inject(SessionStore);
  private readonly words = signal('');
  private readonly hits = signal<readonly Find[]>([]);
  private readonly trouble = signal('');
  private readonly busy = signal(false);
  /** The one that Enter goes to. */
  protected readonly at = signal(0);
  protected readonly finds = computed(() => [
    ...roomsNamed(
      roomsFor((permission) => this.session.can(permission)),
      this.words(),
    ),
    ...this.hits(),
  ]);
  protected readonly said = computed(() => {
    if (this.trouble()) return this.trouble();
    if (this.words().length < LEAST) return 'Two letters or digits are enough.';
    if (this.finds().length > 0) return `${this.finds().length} found. Arrows choose, Enter goes there.`;
    return this.busy() ? 'Looking…' : 'Nothing is called so.';
  });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private searches = 0;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  protected search(text: string): void {
    this.words.set(text.trim());
    this.at.set(0);
    clearTimeout(this.timer);
    if (this.words().length < LEAST || !this.session.can('office.read')) {
      this.searches++;
      this.hits.set([]);
      return;
    }
    this.busy.set(true);
    this.timer = setTimeout(() => void this.find(this.words()), WAIT_MS);
  }

  protected press(event: KeyboardEvent): void {
    const { length } = this.finds();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && length > 0) {
      event.preventDefault();
      this.at.update((at) => (at + step + length) % length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const find = this.finds()[this.at()];
      if (find !== undefined) this.go(find);
    }
  }

  protected go(find: Find): void {
    this.dialog.close();
    void this.router.navigate([...find.link]);
  }

  private async find(words: string): Promise<void> {
    const search = ++this.searches;
    try {
      const { data } = await this.api.find(words);
      if (search !== this.searches) return;
      this.hits.set(data.map(findOf));
      this.trouble.set('');
    } catch (error) {
      if (search === this.searches) this.trouble.set(lineOf(failureOf(error)));
    } finally {
      if (search === this.searches) this.busy.set(false);
    }
  }
}
