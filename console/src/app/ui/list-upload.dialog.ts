import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { FormField, form, maxLength, validate } from '@angular/forms/signals';
import { MatAutocomplete, MatAutocompleteTrigger } from '@angular/material/autocomplete';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatOption, MatSelect } from '@angular/material/select';
import { ENCODINGS } from '@signalbox/contracts/encodings';
import type { NumberList } from '@signalbox/contracts/number-lists';
import { MAX_HEADER_LINE } from '@signalbox/contracts/rules';
import { Subject, defaultIfEmpty, lastValueFrom, takeUntil, tap } from 'rxjs';
import { codeOf, countries, countriesLike, countryName } from '../core/country';
import { Submission } from '../core/form-errors';
import { LIST_FILES, NumberListsApi, type UploadOptions } from '../core/number-lists.api';
import { ServerSettings } from '../core/server-settings';
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

const isHeaderLine = (text: string): boolean =>
  text.trim() === '' || (/^\d{1,3}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= MAX_HEADER_LINE);

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
    header_line: '',
    country_column: '',
    encoding: '',
    skip_hidden: '',
  });
  protected readonly form = form(
    this.options,
    (path) => {
      maxLength(path.name, 128, { message: 'At most 128 characters' });
      maxLength(path.number_column, 128, { message: 'At most 128 characters' });
      maxLength(path.country_column, 128, { message: 'At most 128 characters' });
      validate(path.header_line, ({ value }) =>
        isHeaderLine(value()) ? undefined : { kind: 'line', message: `A line from 1 to ${MAX_HEADER_LINE}` },
      );
      validate(path.default_country, ({ value }) =>
        value().trim() === '' || codeOf(value(), this.countries) !== null
          ? undefined
          : { kind: 'country', message: 'Choose a country of the list' },
      );
    },
    {
      submission: {
        action: (tree) =>
          this.submission.run(
            () => this.upload(),
            () => ({
              name: tree.name,
              default_country: tree.default_country,
              number_column: tree.number_column,
              has_header: tree.has_header,
              header_line: tree.header_line,
              country_column: tree.country_column,
              encoding: tree.encoding,
              skip_hidden: tree.skip_hidden,
            }),
          ),
      },
    },
  );
  protected readonly suggested = computed(() => countriesLike(this.options().default_country, this.countries));
  protected readonly encodings = Object.entries(ENCODINGS);
  /** Of a spreadsheet neither encoding nor delimiter is asked. */
  protected readonly isSheet = computed(() => /\.xlsx$/i.test(this.file()?.name ?? ''));
  protected readonly accept = LIST_FILES;
  protected readonly countryName = countryName;
  protected readonly sizeText = sizeText;

  constructor() {
    const { defaultCountry } = inject(ServerSettings);
    // Said, not supposed: that a list is of another country is seen before it is read.
    effect(() => {
      const country = defaultCountry();
      if (untracked(() => this.form.default_country().dirty())) return;
      this.options.update((options) => ({ ...options, default_country: country }));
    });
  }

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
    const options = this.options();
    const sending = this.api.upload(file, {
      ...options,
      name: options.name.trim(),
      default_country: codeOf(options.default_country, this.countries) ?? '',
      number_column: options.number_column.trim(),
      header_line: options.header_line.trim(),
      country_column: options.country_column.trim(),
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
