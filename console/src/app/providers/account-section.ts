import { Component, computed, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import type { FieldKind, SectionKind } from '@signalbox/contracts/provider-kind';
import { TextField } from '../ui/text-field';
import { AccountField } from './account-field';
import { isShown, type Values } from './provider-fields';

/** A part of an account's form, with the fields that stand in it. */
export interface Section extends SectionKind {
  name: string;
  fields: readonly (readonly [name: string, kind: FieldKind])[];
}

export interface SecretRow {
  name: string;
  label: string;
  placeholder: string;
  field: FieldTree<string>;
}

interface Row {
  name: string;
  kind: FieldKind;
  field: FieldTree<unknown>;
}

/** One part of the form: its fields side by side, and its toggles below them. */
@Component({
  selector: 'sb-account-section',
  imports: [AccountField, TextField],
  template: `
    @if (section().heading; as heading) {
      <h3>{{ heading }}</h3>
    }
    @if (section().help; as help) {
      <p class="hint">{{ help }}</p>
    }
    <div class="pair">
      @for (row of before(); track row.name) {
        <sb-account-field [kind]="row.kind" [field]="row.field" />
      }
      @for (secret of secrets(); track secret.name) {
        <sb-text-field
          type="password"
          [label]="secret.label"
          [placeholder]="secret.placeholder"
          [field]="secret.field"
        />
      }
      @for (row of after(); track row.name) {
        <sb-account-field [kind]="row.kind" [field]="row.field" />
      }
    </div>
    @for (row of flags(); track row.name) {
      <sb-account-field [kind]="row.kind" [field]="row.field" />
    }
  `,
  styleUrl: './fieldset.scss',
})
export class AccountSection {
  readonly section = input.required<Section>();
  readonly fields = input.required<FieldTree<Values>>();
  readonly secrets = input<readonly SecretRow[]>([]);

  private readonly rows = computed((): Row[] => {
    const tree = this.fields();
    const values = tree().value();
    return this.section().fields.flatMap(([name, kind]) => {
      const field = tree[name] as FieldTree<unknown> | undefined;
      return field && isShown(kind, values) ? [{ name, kind, field }] : [];
    });
  });
  private readonly lines = computed(() => this.rows().filter(({ kind }) => kind.type !== 'flag'));
  /** Secrets come behind what must be filled in. */
  private readonly needed = computed(() => this.lines().findLastIndex(({ kind }) => isRequired(kind)) + 1);
  protected readonly before = computed(() => this.lines().slice(0, this.needed()));
  protected readonly after = computed(() => this.lines().slice(this.needed()));
  protected readonly flags = computed(() => this.rows().filter(({ kind }) => kind.type === 'flag'));
}

const isRequired = (kind: FieldKind): boolean => 'required' in kind && kind.required !== undefined;
