import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { Router, RouterLink } from '@angular/router';
import type { Program, ProgramProgress, Run } from '@signalbox/contracts/programs';
import { Live } from '../core/live';
import { pollWhileVisible } from '../core/polling';
import { failureOf, type Failure } from '../core/problem';
import { SessionStore } from '../core/session';
import { AlertStrip } from '../ui/alert-strip';
import { ErrorPanel } from '../ui/error-panel';
import { LostPart } from '../ui/lost-part';
import { PageHeader } from '../ui/page-header';
import { PageTabs, tabOf } from '../ui/page-tabs';
import { Skeleton } from '../ui/skeleton';
import { ProgramCommands } from '../ui/programs/program-commands';
import { ProgramSettings } from './program-settings';
import { commandsOf, isGoing, notStartable } from '../ui/programs/program-state';
import { ProgramsApi, type Command } from '../core/programs.api';
import { RunChart } from './run-chart';
import { RunFigures } from './run-figures';
import { RunHistory } from './run-history';
import { RunLog } from './run-log';

const POLL_MS = 10_000;

const TABS = [
  { id: 'run', label: 'Run' },
  { id: 'runs', label: 'All runs' },
  { id: 'settings', label: 'Settings' },
];

/** One program: what it does, how far it is, and what became of its earlier runs. */
@Component({
  selector: 'sb-program-page',
  imports: [
    AlertStrip,
    ErrorPanel,
    LostPart,
    MatButton,
    MatIcon,
    MatTooltip,
    PageHeader,
    PageTabs,
    ProgramSettings,
    RouterLink,
    RunChart,
    RunFigures,
    RunHistory,
    RunLog,
    Skeleton,
  ],
  templateUrl: './program.page.html',
  styleUrl: './program.page.scss',
})
export class ProgramPage {
  private readonly api = inject(ProgramsApi);
  private readonly commands = inject(ProgramCommands);
  private readonly router = inject(Router);
  protected readonly session = inject(SessionStore);

  readonly id = input.required<string>();
  protected readonly program = signal<Program | null>(null);
  protected readonly failure = signal<Failure | null>(null);
  protected readonly busy = signal(false);
  /** An earlier run that is looked at in the current one's stead. */
  private readonly chosen = signal<Run | null>(null);
  protected readonly run = computed(() => this.chosen() ?? this.program()?.run ?? null);
  protected readonly earlier = computed(() => this.chosen() !== null);
  protected readonly going = computed(() => isGoing(this.program()?.run ?? null));
  protected readonly tabs = TABS;
  protected readonly tab = tabOf(TABS);
  protected readonly commandsOf = commandsOf;
  protected readonly notStartable = notStartable;
  private readonly live = inject(Live);
  /** Numbers the reads, so that a late answer is dropped. */
  private read = 0;

  constructor() {
    effect(() => {
      this.id();
      untracked(() => {
        this.program.set(null);
        this.chosen.set(null);
        void this.load();
      });
    });
    this.live.opened.pipe(takeUntilDestroyed()).subscribe(() => void this.load());
    this.live.programs.pipe(takeUntilDestroyed()).subscribe((progress) => this.take(progress));
    // What was missed while the socket was away; and what others changed.
    pollWhileVisible(POLL_MS, () => {
      if (this.program() !== null) void this.load();
    });
  }

  protected async load(): Promise<void> {
    const read = ++this.read;
    // News that comes while the answer is on its way may be newer than the answer.
    const meanwhile: ProgramProgress[] = [];
    const gathering = this.live.programs.subscribe((progress) => meanwhile.push(progress));
    try {
      const program = await this.api.get(this.id());
      if (read !== this.read) return;
      this.program.set(program);
      meanwhile.forEach((progress) => this.take(progress));
      this.failure.set(null);
    } catch (error) {
      if (read === this.read) this.failure.set(failureOf(error));
    } finally {
      gathering.unsubscribe();
    }
  }

  protected async command(program: Program, command: Command): Promise<void> {
    this.busy.set(true);
    try {
      if (await this.commands.run(program, command)) this.chosen.set(null);
      await this.load();
    } finally {
      this.busy.set(false);
    }
  }

  protected async remove(program: Program): Promise<void> {
    if (await this.commands.remove(program)) await this.router.navigateByUrl('/programs');
  }

  protected show(run: Run): void {
    this.chosen.set(run.id === this.program()?.run?.id ? null : run);
    void this.router.navigate(['/programs', this.id()]);
  }

  private take({ program_id: id, run }: ProgramProgress): void {
    this.program.update((program) =>
      program !== null && program.id === id && run.id >= (program.run?.id ?? 0) ? { ...program, run } : program,
    );
  }
}
