import { Component, computed, input, model } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import type { ProviderKind, SectionKind } from '@signalbox/contracts/provider-kind';
import { TextField } from '../ui/text-field';
import { AccountSection, type SecretRow, type Section } from './account-section';
import type { SecretFields, Values } from './provider-fields';

/** An account of any kind: what it cannot do without, and behind a button what others of the kind differ in. */
@Component({
  selector: 'sb-account-fieldset',
  imports: [AccountSection, MatButton, MatIcon, MatIconButton, TextField],
  templateUrl: './account-fieldset.html',
  styleUrl: './fieldset.scss',
})
export class AccountFieldset {
  readonly kind = input.required<ProviderKind>();
  readonly fields = input.required<FieldTree<Values>>();
  readonly secrets = input.required<FieldTree<Record<string, string>>>();
  /** Those of a kind whose secrets may have any names. */
  readonly named = input.required<FieldTree<SecretFields[]>>();
  /** The names of the secrets that are there. */
  readonly set = input.required<readonly string[]>();
  readonly more = model.required<boolean>();

  protected readonly first = computed(() => this.sectionOf('', { help: this.kind().help }));
  private readonly others = computed(() =>
    Object.entries(this.kind().sections).map(([name, section]) => this.sectionOf(name, section)),
  );
  protected readonly onDemand = computed(() => this.others().filter(({ more }) => more));
  protected readonly last = computed(() => this.others().filter(({ more }) => !more));
  protected readonly secretRows = computed((): SecretRow[] => {
    const { secrets } = this.kind();
    const tree = this.secrets();
    return Object.entries(secrets === 'any' ? {} : secrets).flatMap(([name, { label }]) => {
      const field = tree[name] as FieldTree<string> | undefined;
      return field ? [{ name, label, placeholder: this.hintOf(name), field }] : [];
    });
  });

  protected hintOf(name: string): string {
    return this.set().includes(name.trim()) ? 'set, leave empty to keep' : '';
  }

  protected add(): void {
    this.named()().value.update((rows) => [...rows, { name: '', value: '' }]);
  }

  protected remove(index: number): void {
    this.named()().value.update((rows) => rows.filter((_, each) => each !== index));
  }

  private sectionOf(name: string, section: SectionKind): Section {
    const fields = Object.entries(this.kind().fields).filter(([, field]) => (field.section ?? '') === name);
    return { ...section, name, fields };
  }
}
