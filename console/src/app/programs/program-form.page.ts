import {
  Component,
  type ElementRef,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { MatOption, MatSelect } from '@angular/material/select';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { Router, RouterLink } from '@angular/router';
import type { NumberList } from '@signalbox/contracts/number-lists';
import type { Program } from '@signalbox/contracts/programs';
import { missingColumns } from '@signalbox/contracts/template';
import { Submission } from '../core/form-errors';
import { PairDirectory, pairName } from '../core/pair-directory';
import { failureOf, type Failure } from '../core/problem';
import { ServerSettings } from '../core/server-settings';
import { SimDirectory, simName } from '../core/sim-directory';
import { Decimals, countText } from '../ui/count';
import { Dialogs } from '../ui/dialogs';
import { ErrorPanel } from '../ui/error-panel';
import { OUTLINED } from '../ui/outlined';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { GuardFieldset } from './guard-fieldset';
import { ListChoice } from './list-choice';
import { fieldsOf, patchOf, programOf } from './program-fields';
import { programSchema } from './program-schema';
import { durationText, isGoing } from '../ui/programs/program-state';
import { ProgramsApi } from '../core/programs.api';
import { TemplatePreview } from './template-preview';
import { WindowFieldset } from './window-fieldset';

const VALIDITIES = [0, 3_600, 21_600, 86_400, 259_200, 604_800];

/** The form of a program: of a new one, or with an id of one that is there. */
@Component({
  selector: 'sb-program-form-page',
  imports: [
    Decimals,
    ErrorPanel,
    FormField,
    FormRoot,
    GuardFieldset,
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatIcon,
    MatInput,
    MatLabel,
    MatOption,
    MatSelect,
    MatSlideToggle,
    PageHeader,
    RouterLink,
    Skeleton,
    TemplatePreview,
    WindowFieldset,
  ],
  providers: [OUTLINED, ListChoice],
  templateUrl: './program-form.page.html',
  styleUrl: './program-form.page.scss',
})
export class ProgramFormPage {
  private readonly api = inject(ProgramsApi);
  private readonly router = inject(Router);
  private readonly dialogs = inject(Dialogs);
  private readonly text = viewChild<ElementRef<HTMLTextAreaElement>>('text');
  private readonly settings = inject(ServerSettings);
  protected readonly choice = inject(ListChoice);
  protected readonly pairs = inject(PairDirectory);
  protected readonly sims = inject(SimDirectory);

  readonly id = input<string>();
  /** A list's page leads here with its id. */
  readonly list = input<string>();
  protected readonly program = signal<Program | null>(null);
  protected readonly ready = signal(false);
  protected readonly failure = signal<Failure | null>(null);
  protected readonly going = computed(() => isGoing(this.program()?.run ?? null));

  protected readonly submission = new Submission();
  protected readonly fields = signal(fieldsOf(null));
  protected readonly form = form(this.fields, programSchema, {
    submission: {
      action: ({ name, pair, list, template, sender, priority, rate, validity, proxy, active, window, guard }) =>
        this.submission.run(
          () => this.save(),
          () => ({
            name,
            pair_id: pair,
            number_list_id: list,
            template,
            sender,
            priority,
            rate_per_minute: rate,
            validity_seconds: validity,
            proxy,
            active,
            window,
            'window.days': window.days,
            'window.from': window.from,
            'window.to': window.to,
            'window.time_zone': window.zone,
            fail_when: guard,
            'fail_when.success_below': guard.below,
            'fail_when.minutes': guard.minutes,
            'fail_when.at_least': guard.atLeast,
          }),
        ),
    },
  });

  /** The numbers that can be sent from, with one that is chosen and gone. */
  protected readonly senders = computed(() => {
    const chosen = this.fields().sender;
    const known = this.sims.all().filter((sim) => sim.number !== null);
    const all = known.map((sim) => ({ number: sim.number ?? '', label: simName(sim) }));
    return chosen === '' || all.some(({ number }) => number === chosen)
      ? all
      : [...all, { number: chosen, label: `${chosen} (not there)` }];
  });
  protected readonly validities = computed(() =>
    [...new Set([...VALIDITIES, this.fields().validity])]
      .sort((a, b) => a - b)
      .map((value) => ({ value, label: value === 0 ? 'As long as it takes' : durationText(value * 1000) })),
  );
  protected readonly priorities = Array.from({ length: 10 }, (_, index) => ({
    value: 10 - index,
    // From 8 on among single messages that ask for nothing, below behind them.
    hint: 10 - index >= 8 ? 'like single messages' : 'when there is room',
  }));
  protected readonly smart = computed(() => this.fields().smart ?? this.settings.smartEncoding());
  protected readonly missing = computed(() => {
    const list = this.choice.list();
    return list?.status === 'ready' ? missingColumns(this.fields().template, list.columns) : [];
  });
  protected readonly pairName = pairName;
  protected readonly countText = countText;

  constructor() {
    this.pairs.refresh();
    effect(() => {
      const id = this.id();
      untracked(() => void this.load(id));
    });
    effect(() => {
      const id = this.fields().list;
      untracked(() => void this.choice.choose(id || null));
    });
  }

  protected async load(id = this.id()): Promise<void> {
    try {
      const program = id === undefined ? null : await this.api.get(id);
      if (id !== this.id()) return;
      this.program.set(program);
      const fields = fieldsOf(program);
      this.form().reset({ ...fields, list: fields.list || (this.list() ?? '') });
      this.failure.set(null);
      this.ready.set(true);
    } catch (error) {
      if (id === this.id()) this.failure.set(failureOf(error));
    }
  }

  /** Puts a column's place where the writing is. */
  protected insert(column: string): void {
    const area = this.text()?.nativeElement;
    if (area === undefined) return;
    area.setRangeText(`{{${column}}}`, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
    area.focus();
  }

  /** What the server's setting says already follows that. */
  protected setSmart(smart: boolean): void {
    this.fields.update((fields) => ({ ...fields, smart: smart === this.settings.smartEncoding() ? null : smart }));
  }

  protected async upload(): Promise<void> {
    const dialog = () => import('../ui/list-upload.dialog').then((m) => m.ListUploadDialog);
    const list = await this.dialogs.open<NumberList>(dialog, { needs: 'programs.write', held: true });
    if (list === null) return;
    this.choice.add(list);
    this.fields.update((fields) => ({ ...fields, list: list.id }));
  }

  private async save(): Promise<void> {
    const before = this.program();
    const program = programOf(this.fields());
    const saved =
      before === null
        ? await this.api.create(program)
        : await this.api.change(before.id, { ...patchOf(before, program), version: before.version });
    await this.router.navigate(['/programs', saved.id]);
  }
}
