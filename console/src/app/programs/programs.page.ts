import { Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import type { Program, ProgramProgress } from '@signalbox/contracts/programs';
import { Live } from '../core/live';
import { PairDirectory } from '../core/pair-directory';
import { Clock, pollWhileVisible } from '../core/polling';
import { failureOf, type Failure } from '../core/problem';
import { SessionStore } from '../core/session';
import { Count } from '../ui/count';
import { EmptyState } from '../ui/empty-state';
import { ErrorPanel } from '../ui/error-panel';
import { PageHeader } from '../ui/page-header';
import { Progress } from '../ui/progress';
import { Skeleton } from '../ui/skeleton';
import { StateChip } from '../ui/state-chip';
import { withLocalTimes } from '../ui/time';
import { ProgramCommands } from './program-commands';
import { commandsOf, leftText, programState, sharesOf } from './program-state';
import { ProgramsApi, type Command } from './programs.api';

const PAGE_SIZE = 50;
const POLL_MS = 10_000;

/** The programs after a piece of news; one of an older run is none. */
export const withProgress = (programs: readonly Program[], { program_id, run }: ProgramProgress): Program[] =>
  programs.map((program) =>
    program.id === program_id && run.id >= (program.run?.id ?? 0) ? { ...program, run } : program,
  );

@Component({
  selector: 'sb-programs-page',
  imports: [
    Count,
    EmptyState,
    ErrorPanel,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    PageHeader,
    Progress,
    RouterLink,
    Skeleton,
    StateChip,
  ],
  templateUrl: './programs.page.html',
  styleUrl: './programs.page.scss',
})
export class ProgramsPage {
  private readonly api = inject(ProgramsApi);
  private readonly commands = inject(ProgramCommands);
  protected readonly clock = inject(Clock);
  protected readonly pairs = inject(PairDirectory);
  protected readonly session = inject(SessionStore);

  protected readonly programs = signal<readonly Program[] | null>(null);
  protected readonly cursor = signal<string | null>(null);
  protected readonly loading = signal(false);
  protected readonly failure = signal<Failure | null>(null);
  protected readonly stateOf = programState;
  protected readonly sharesOf = sharesOf;
  protected readonly withLocalTimes = withLocalTimes;
  protected readonly leftText = leftText;
  protected readonly commandsOf = commandsOf;
  /** Numbers the reads, so that a late answer is dropped. */
  private read = 0;

  constructor() {
    const live = inject(Live);
    this.pairs.refresh();
    pollWhileVisible(POLL_MS, () => void this.refresh());
    live.opened.pipe(takeUntilDestroyed()).subscribe(() => void this.refresh());
    live.programs.pipe(takeUntilDestroyed()).subscribe((progress) => {
      const programs = this.programs();
      if (programs === null) return;
      // One that somebody else made is not here yet.
      if (programs.some(({ id }) => id === progress.program_id)) this.programs.set(withProgress(programs, progress));
      else if (this.cursor() === null) void this.refresh();
    });
  }

  protected refresh(): Promise<void> {
    const shown = Math.max(PAGE_SIZE, Math.min(500, this.programs()?.length ?? 0));
    return this.fetch(shown, null, (programs) => this.programs.set(programs));
  }

  protected more(): Promise<void> {
    return this.fetch(PAGE_SIZE, this.cursor(), (programs) =>
      this.programs.update((shown) => [...(shown ?? []), ...programs]),
    );
  }

  protected async command(program: Program, command: Command): Promise<void> {
    await this.commands.run(program, command);
    await this.refresh();
  }

  protected async remove(program: Program): Promise<void> {
    await this.commands.remove(program);
    await this.refresh();
  }

  private async fetch(limit: number, cursor: string | null, take: (programs: Program[]) => void): Promise<void> {
    const read = ++this.read;
    this.loading.set(true);
    try {
      const page = await this.api.list(limit, cursor);
      if (read !== this.read) return;
      take(page.data);
      this.cursor.set(page.next_cursor);
      this.failure.set(null);
    } catch (error) {
      if (read === this.read) this.failure.set(failureOf(error));
    } finally {
      if (read === this.read) this.loading.set(false);
    }
  }
}
