import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { GeneralSettings } from '@signalbox/contracts/general-settings';
import { draftOf } from '../core/draft';
import { Submission } from '../core/form-errors';
import { ChoiceField } from '../ui/choice-field';
import { SettingsForm } from '../ui/settings-form';
import { SuggestField } from '../ui/suggest-field';
import { NumberField, TextField } from '../ui/text-field';
import { FixedField } from './fixed-field';
import { NUMBERS, TEXTS, changeOf, fieldsOf, openNames, wrongNumber, wrongText } from './general-fields';
import { GeneralSettingsApi } from './general-settings.api';
import { SECTIONS, hintOf, wordsOf, type Setting } from './general-words';

const errorOf = (message: string | null) => (message === null ? undefined : { kind: 'contract', message });

/** What is set of the installation. What the environment sets is shown, and cannot be changed. */
@Component({
  selector: 'sb-general-form',
  imports: [ChoiceField, FixedField, MatButton, NumberField, SettingsForm, SuggestField, TextField],
  templateUrl: './general-form.html',
  styleUrl: './general-form.scss',
})
export class GeneralForm {
  private readonly api = inject(GeneralSettingsApi);
  readonly settings = input.required<GeneralSettings>();
  readonly stored = output<GeneralSettings>();
  /** Asked for what is set now, in place of what is written here. */
  readonly again = output();
  protected readonly sections = SECTIONS;
  protected readonly hintOf = hintOf;
  protected readonly wordsOf = wordsOf;
  private readonly key = computed(() => JSON.stringify(this.settings()));
  protected readonly made = draftOf(this.key, () => this.draft(this.settings()));

  protected rowsOf(setting: Setting): number {
    return setting.kind === 'text' ? (setting.rows ?? 0) : 0;
  }

  private draft(settings: GeneralSettings) {
    const fields = signal(fieldsOf(settings));
    const submission = new Submission();
    const [texts, numbers] = [openNames(settings, TEXTS), openNames(settings, NUMBERS)];
    const save = async (): Promise<void> => {
      const { version } = settings;
      const values = changeOf(fields(), settings);
      this.stored.emit(Object.keys(values).length === 0 ? settings : await this.api.change({ version, values }));
    };
    const tree = form(
      fields,
      (path) => {
        for (const name of texts) validate(path[name], ({ value }) => errorOf(wrongText(name, value())));
        for (const name of numbers) validate(path[name], ({ value }) => errorOf(wrongNumber(name, value())));
      },
      {
        submission: {
          action: (of) =>
            submission.run(save, () =>
              Object.fromEntries([...texts, ...numbers].map((name) => [`values.${name}`, of[name]])),
            ),
        },
      },
    );
    return { form: tree, submission };
  }
}
