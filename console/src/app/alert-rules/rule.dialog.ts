import { Component, computed, effect, inject, untracked } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { ALERT_KINDS, ALERT_KIND_NAMES, type AlertKindName } from '@signalbox/contracts/alert-kinds';
import type { AlertRule } from '@signalbox/contracts/alerts';
import { ChoiceField } from '../ui/choice-field';
import { FormDialog } from '../ui/form-dialog';
import { NumberField, TextField } from '../ui/text-field';
import { ruleDraft, usualFor } from './rule-draft';
import { SEVERITIES } from './rule-words';

const YES_NO = [
  { value: 'yes', label: 'On' },
  { value: 'no', label: 'Off' },
];

/** A new rule, or one to be changed. Closes with it. */
@Component({
  selector: 'sb-rule-dialog',
  imports: [ChoiceField, FormDialog, NumberField, TextField],
  template: `
    @let form = draft.form;
    @let fields = params();
    <sb-form-dialog
      [heading]="rule === null ? 'Add rule' : 'Edit ' + rule.name"
      [action]="rule === null ? 'Add' : 'Save'"
      [form]="form"
      [submission]="draft.submission"
    >
      @if (rule === null) {
        <sb-choice-field label="What is watched" [hint]="kind().when" [choices]="kinds" [field]="form.kind" />
      } @else {
        <p class="muted">{{ kind().when }}</p>
      }
      <sb-text-field label="Name" [field]="form.name" />
      @if (fields.length > 0) {
        <div class="pair">
          @if (fields[0]; as field) {
            <sb-number-field [label]="field.label" [hint]="field.unit" [field]="form.first" />
          }
          @if (fields[1]; as field) {
            <sb-number-field [label]="field.label" [hint]="field.unit" [field]="form.second" />
          }
          @if (fields[2]; as field) {
            <sb-number-field [label]="field.label" [hint]="field.unit" [field]="form.third" />
          }
        </div>
      }
      <div class="pair">
        <sb-number-field label="True for, in minutes" hint="Until then it is pending" [field]="form.minutes" />
        <sb-number-field label="Told again after, in minutes" hint="0 is once" [field]="form.repeat" />
      </div>
      <div class="pair">
        <sb-choice-field label="Severity" [choices]="severities" [field]="form.severity" />
        <sb-choice-field label="The rule is" [choices]="yesNo" [field]="form.enabled" />
      </div>
      <div class="pair">
        <sb-text-field label="Team" hint="Channels may be for teams" [field]="form.team" />
        <sb-text-field label="Only these ids" hint="With commas; empty is all" [field]="form.subjects" />
      </div>
    </sb-form-dialog>
  `,
  styleUrl: '../ui/dialog-form.scss',
})
export class RuleDialog {
  private readonly dialog = inject<MatDialogRef<RuleDialog, AlertRule>>(MatDialogRef);
  protected readonly rule = inject<AlertRule | null>(MAT_DIALOG_DATA);
  protected readonly yesNo = YES_NO;
  protected readonly kinds = ALERT_KIND_NAMES.map((value) => ({ value, label: ALERT_KINDS[value].label }));
  protected readonly severities = Object.entries(SEVERITIES).map(([value, { label }]) => ({ value, label }));
  protected readonly draft = ruleDraft(this.rule, (rule) => this.dialog.close(rule));
  private readonly kindName = computed(() => this.draft.fields().kind as AlertKindName);
  protected readonly kind = computed(() => ALERT_KINDS[this.kindName()]);
  protected readonly params = computed(() => Object.values(this.kind().fields));

  constructor() {
    let before = this.kindName();
    effect(() => {
      const kind = this.kindName();
      if (kind === before) return;
      before = kind;
      untracked(() => this.draft.fields.update((fields) => ({ ...fields, ...usualFor(kind) })));
    });
  }
}
