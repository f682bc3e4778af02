import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { NumberList } from '@signalbox/contracts/number-lists';
import type { Program } from '@signalbox/contracts/programs';
import { NumberListsApi } from '../core/number-lists.api';
import { PairDirectory } from '../core/pair-directory';
import { Count } from '../ui/count';
import { durationText } from '../ui/programs/program-state';
import { guardText, windowText } from './window-words';

/** What a program was told to do. */
@Component({
  selector: 'sb-program-settings',
  imports: [Count, RouterLink],
  templateUrl: './program-settings.html',
  styleUrl: './program-settings.scss',
})
export class ProgramSettings {
  private readonly lists = inject(NumberListsApi);
  protected readonly pairs = inject(PairDirectory);
  readonly program = input.required<Program>();
  private readonly listId = computed(() => this.program().number_list_id);
  protected readonly list = signal<NumberList | null>(null);
  protected readonly windowText = windowText;
  protected readonly guardText = guardText;
  protected readonly durationText = durationText;

  constructor() {
    this.pairs.refresh();
    effect(() => {
      const id = this.listId();
      untracked(() => void this.load(id));
    });
  }

  private async load(id: string | null): Promise<void> {
    this.list.set(null);
    // Its name is a help, not a need.
    const list = id === null ? null : await this.lists.get(id).catch(() => null);
    if (id === this.listId()) this.list.set(list);
  }
}
