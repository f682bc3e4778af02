import { Component, computed, inject, signal } from '@angular/core';
import { FormField, form, maxLength, validate } from '@angular/forms/signals';
import { MatAutocomplete, MatAutocompleteTrigger } from '@angular/material/autocomplete';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatOption, MatSelect } from '@angular/material/select';
import type { NumberList } from '@signalbox/contracts/number-lists';
import { Subject, defaultIfEmpty, lastValueFrom, takeUntil, tap } from 'rxjs';
import { codeOf, countries, countriesLike, countryName } from '../core/country';
import { Submission } from '../core/form-errors';
import { LIST_FILES, NumberListsApi, type UploadOptions } from '../core/number-lists.api';
import type { UploadState } from '../core/transfer';
import { FileDrop } from './file-drop';
import { FormDialog } from './form-dialog';
import { OUTLINED } from './outlined';
import { Progress } from './progress';
import { sizeText } from './size';

/** A list's name by its file: without folder and endings. */
export const nameOfFile = (file: string): string =>
  file
    .replace(/^.*[\\/]/, '')
    .replace(/\.gz$/i, '')
    .replace(/\.(csv|tsv|txt|xlsx)$/i, '')
    .trim()
    .slice(0, 128);

/** Uploads a file as a number list. Opened with a file or with null; closes with the list, which is being imported then. */
@Component({
  selector: 'sb-list-upload-dialog',
  imports: [
    FileDrop,
    FormDialog,
    FormField,
    MatAutocomplete,
    MatAutocompleteTrigger,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    MatOption,
    MatSelect,
    Progress,
  ],
  providers: [OUTLINED],
  templateUrl: './list-upload.dialog.html',
  styleUrl: './list-upload.dialog.scss',
})
export class ListUploadDialog {
  private readonly api = inject(NumberListsApi);
  private readonly dialog = inject<MatDialogRef<ListUploadDialog, NumberList>>(MatDialogRef);
  private readonly stop = new Subject<void>();
  private readonly countries = countries();

  protected readonly file = signal(inject<File | null>(MAT_DIALOG_DATA));
  protected readonly fileTrouble = signal('');
  /** Percent of the file that left; null before and after, while the server is at work. */
  protected readonly percent = signal<number | null>(null);
  protected readonly submission = new Submission();
  protected readonly options = signal<UploadOptions>({
    name: nameOfFile(this.file()?.name ?? ''),
    default_country: '',
    number_column: '',
    has_header: '',
  });
  protected readonly form = form(
    this.options,
    (path) => {
      maxLength(path.name, 128, { message: 'At most 128 characters' });
      maxLength(path.number_column, 128, { message: 'At most 128 characters' });
      validate(path.default_country, ({ value }) =>
        value().trim() === '' || codeOf(value(), this.countries) !== null
          ? undefined
          : { kind: 'country', message: 'Choose a country of the list' },
      );
    },
    {
      submission: {
        action: ({ name, default_country, number_column, has_header }) =>
          this.submission.run(
            () => this.upload(),
            () => ({ name, default_country, number_column, has_header }),
          ),
      },
    },
  );
  protected readonly suggested = computed(() => countriesLike(this.options().default_country, this.countries));
  protected readonly accept = LIST_FILES;
  protected readonly countryName = countryName;
  protected readonly sizeText = sizeText;

  protected choose(file: File): void {
    this.file.set(file);
    this.fileTrouble.set('');
    this.options.update((options) => ({ ...options, name: nameOfFile(file.name) }));
  }

  /** Breaks off what is under way: the server keeps nothing of half a file. */
  protected cancel(): void {
    this.stop.next();
    this.dialog.close();
  }

  private async upload(): Promise<void> {
    const file = this.file();
    this.fileTrouble.set(file === null ? 'Choose a file first' : file.size === 0 ? 'The file is empty' : '');
    if (file === null || file.size === 0) return;
    const { name, default_country: country, number_column: column, has_header: header } = this.options();
    const sending = this.api.upload(file, {
      name: name.trim(),
      default_country: codeOf(country, this.countries) ?? '',
      number_column: column.trim(),
      has_header: header,
    });
    try {
      const show = tap((state: UploadState<NumberList>) => {
        const sent = state.done ? null : state.sent;
        this.percent.set(sent === null || sent >= 1 ? null : Math.floor(100 * sent));
      });
      const state = await lastValueFrom(sending.pipe(show, takeUntil(this.stop), defaultIfEmpty(null)));
      if (state?.done) this.dialog.close(state.answer);
    } finally {
      this.percent.set(null);
    }
  }
}
