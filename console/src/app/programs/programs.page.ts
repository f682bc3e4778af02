import { Component, computed, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { Program } from '@signalbox/contracts/programs';
import { Live } from '../core/live';
import { pageList } from '../core/page-list';
import { PairDirectory } from '../core/pair-directory';
import { Clock } from '../core/clock';
import { SessionStore } from '../core/session';
import { Count, Decimals, countText } from '../ui/count';
import { EmptyState } from '../ui/empty-state';
import type { RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';
import { Progress } from '../ui/progress';
import { StateChip } from '../ui/state-chip';
import { withLocalTimes } from '../ui/time';
import { ProgramCommands } from '../ui/programs/program-commands';
import { RunCount } from '../ui/programs/run-messages';
import { commandsOf, leftText, programState, sharesOf, withProgress } from '../ui/programs/program-state';
import { ProgramsApi, type Command } from '../core/programs.api';

@Component({
  selector: 'sb-programs-page',
  imports: [
    Cell,
    Count,
    Decimals,
    EmptyState,
    List,
    MatButton,
    MatIcon,
    PageHeader,
    Progress,
    RouterLink,
    RunCount,
    StateChip,
  ],
  templateUrl: './programs.page.html',
  styleUrl: './programs.page.scss',
})
export class ProgramsPage {
  private readonly api = inject(ProgramsApi);
  private readonly commands = inject(ProgramCommands);
  private readonly live = inject(Live);
  protected readonly clock = inject(Clock);
  protected readonly pairs = inject(PairDirectory);
  protected readonly session = inject(SessionStore);

  protected readonly list = pageList<Program>({
    name: 'programs',
    read: (page) => this.api.list(page),
    key: ({ id }) => id,
    every: 10_000,
    hints: this.live.opened,
  });
  protected readonly columns = computed<readonly Column<Program>[]>(() => [
    { id: 'name', label: 'Program', text: ({ name }) => name, class: 'wide', fixed: true },
    { id: 'pair', label: 'Pair', text: (program) => this.pairOf(program), class: 'muted', hidden: true },
    { id: 'state', label: 'State', text: (program) => programState(program).text },
    {
      id: 'progress',
      label: 'Progress',
      text: ({ run }) => run && `${run.percent} %, ${countText(run.done)} of ${countText(run.total)}`,
      class: 'wide',
      width: '26%',
    },
    { id: 'sent', label: 'Sent', count: ({ run }) => run?.sent },
    { id: 'delivered', label: 'Delivered', count: ({ run }) => run?.delivered },
    { id: 'failed', label: 'Failed', count: ({ run }) => run?.failed },
    { id: 'rate', label: 'Rate', count: ({ run }) => run?.messages_per_minute },
  ]);
  protected readonly stateOf = programState;
  protected readonly sharesOf = sharesOf;
  protected readonly withLocalTimes = withLocalTimes;
  protected readonly leftText = leftText;
  protected readonly nameOf = ({ name }: Program) => name;
  protected readonly actionsOf = (program: Program): RowAction[] =>
    this.session.can('programs.write') ? this.actionsOn(program) : [];

  constructor() {
    this.pairs.refresh();
    this.live.programs.pipe(takeUntilDestroyed()).subscribe((progress) => {
      // One that somebody else made is not here yet.
      if (this.list.rows()?.some(({ id }) => id === progress.program_id)) {
        this.list.update((programs) => withProgress(programs, progress));
      } else if (!this.list.more()) void this.list.refresh();
    });
  }

  protected pairOf({ pair_id: pair }: Program): string {
    return pair === null ? 'each number’s own pair' : (this.pairs.nameOf(pair) ?? '–');
  }

  private actionsOn(program: Program): RowAction[] {
    const may = commandsOf(program);
    const run = (command: Command) => () => this.command(program, command);
    const next: RowAction = may.resume
      ? { label: 'Resume', icon: 'play', run: run('resume') }
      : may.pause
        ? { label: 'Pause', icon: 'pause', run: run('pause') }
        : { label: 'Start', icon: 'play', disabled: !may.start, run: run('start') };
    return [
      next,
      { label: 'Stop', icon: 'stop', disabled: !may.stop, run: run('stop') },
      { label: 'Edit', icon: 'edit', link: ['/programs', program.id, 'edit'] },
      { label: 'Delete', icon: 'trash', disabled: may.stop, run: () => this.remove(program) },
    ];
  }

  private async command(program: Program, command: Command): Promise<void> {
    await this.commands.run(program, command);
    await this.list.refresh();
  }

  private async remove(program: Program): Promise<void> {
    await this.commands.remove(program);
    await this.list.refresh();
  }
}
