import { Component, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { Program } from '@signalbox/contracts/programs';
import type { IconName } from '../core/icons';
import { Live } from '../core/live';
import { pollWhileVisible } from '../core/polling';
import { ProgramsApi, type Command } from '../core/programs.api';
import { SessionStore } from '../core/session';
import { Count, Decimals } from '../ui/count';
import { Progress } from '../ui/progress';
import { ProgramCommands } from '../ui/programs/program-commands';
import { RunCount } from '../ui/programs/run-messages';
import { commandsOf, isGoing, programState, sharesOf, withProgress } from '../ui/programs/program-state';
import { StateChip } from '../ui/state-chip';
import { withLocalTimes } from '../ui/time';
import { shownPrograms } from './shown-programs';

const READ_MS = 10_000;
const SHOWN = 5;

interface Button {
  command: Command;
  label: string;
  icon: IconName;
  enabled: boolean;
}

/** The programs that go on, with what can be asked of them; below them the newest others. */
@Component({
  selector: 'sb-running-programs',
  imports: [Count, Decimals, MatIcon, MatIconButton, Progress, RouterLink, RunCount, StateChip],
  templateUrl: './running-programs.html',
  styleUrl: './running-programs.scss',
})
export class RunningPrograms {
  private readonly api = inject(ProgramsApi);
  private readonly commands = inject(ProgramCommands);
  private readonly session = inject(SessionStore);

  private readonly known = signal<readonly Program[] | null>(null);
  protected readonly busy = signal<ReadonlySet<string>>(new Set());
  protected readonly programs = computed(() => this.known() && shownPrograms(this.known() ?? [], SHOWN));
  protected readonly mayAct = computed(() => this.session.can('programs.write'));
  protected readonly stateOf = programState;
  protected readonly sharesOf = sharesOf;
  protected readonly isGoing = isGoing;
  protected readonly withLocalTimes = withLocalTimes;
  private reading = false;

  constructor() {
    pollWhileVisible(READ_MS, () => void this.read());
    const live = inject(Live);
    live.opened.pipe(takeUntilDestroyed()).subscribe(() => void this.read());
    live.programs.pipe(takeUntilDestroyed()).subscribe((progress) => {
      const known = this.known() ?? [];
      if (known.some(({ id }) => id === progress.program_id)) this.known.set(withProgress(known, progress));
      else void this.read();
    });
  }

  protected buttonsOf(program: Program): Button[] {
    const may = commandsOf(program);
    const begin: Button = may.resume
      ? { command: 'resume', label: 'Resume', icon: 'play', enabled: true }
      : { command: 'start', label: 'Start', icon: 'play', enabled: may.start };
    return [
      begin,
      { command: 'stop', label: 'Stop', icon: 'stop', enabled: may.stop },
      { command: 'restart', label: 'Restart', icon: 'restart', enabled: may.restart },
    ];
  }

  protected async command(program: Program, command: Command): Promise<void> {
    this.busy.update((busy) => new Set([...busy, program.id]));
    try {
      await this.commands.run(program, command);
      await this.read();
    } finally {
      this.busy.update((busy) => new Set([...busy].filter((id) => id !== program.id)));
    }
  }

  /** What cannot be read shows at the page's figures; here the last that was known stays. */
  private async read(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    try {
      const [going, newest] = await Promise.all([this.api.going(), this.api.list({ limit: SHOWN, cursor: null })]);
      const others = newest.data.filter(({ id }) => !going.some((one) => one.id === id));
      this.known.set([...going, ...others]);
    } catch {
      return;
    } finally {
      this.reading = false;
    }
  }
}
