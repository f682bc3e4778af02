import { Component, inject } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import type { Worker } from '@signalbox/contracts/workers';
import { firstValueFrom, merge } from 'rxjs';
import { Live } from '../core/live';
import { LiveList } from '../core/live-list';
import { SessionStore } from '../core/session';
import { ChannelActions } from '../ui/channel-actions';
import { Confirm } from '../ui/confirm-dialog';
import { Count } from '../ui/count';
import { EmptyState } from '../ui/empty-state';
import { ErrorPanel } from '../ui/error-panel';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { StateChip } from '../ui/state-chip';
import type { Tone } from '../ui/status';
import { Time } from '../ui/time';
import { WorkersApi } from './workers.api';

const STATES: Record<Worker['state'], { tone: Tone; text: string }> = {
  online: { tone: 'done', text: 'Online' },
  hung: { tone: 'unsure', text: 'Does not answer' },
  offline: { tone: 'bad', text: 'Offline' },
};

@Component({
  selector: 'sb-workers-page',
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
    Skeleton,
    StateChip,
    Time,
  ],
  templateUrl: './workers.page.html',
})
export class WorkersPage {
  private readonly api = inject(WorkersApi);
  private readonly dialog = inject(MatDialog);
  private readonly confirm = inject(Confirm);
  private readonly actions = inject(ChannelActions);
  protected readonly session = inject(SessionStore);
  protected readonly states = STATES;
  private readonly live = inject(Live);
  private readonly list = new LiveList(() => this.api.list(), merge(this.live.mqtt, this.live.opened));
  protected readonly workers = this.list.rows;
  protected readonly failure = this.list.failure;
  protected readonly load = this.list.load;

  /** A password for a new worker, or another one for one that is there. */
  protected async password(worker: Worker | null): Promise<void> {
    const { WorkerPasswordDialog } = await import('./worker-password.dialog');
    const opened = this.dialog.open(WorkerPasswordDialog, {
      data: worker,
      width: '620px',
      maxWidth: '94vw',
      autoFocus: 'first-tabbable',
      // A click beside the dialog must not lose a password that is shown once.
      disableClose: true,
    });
    await firstValueFrom(opened.afterClosed());
    await this.load();
  }

  protected ping(worker: Worker): Promise<void> {
    const ask = async () => `Answered after ${(await this.api.ping(worker.id)).milliseconds} ms`;
    return this.actions.ask({ title: `Ping ${worker.id}`, waiting: 'The worker is asked over the broker.', ask });
  }

  protected async remove(worker: Worker): Promise<void> {
    const question = {
      title: `Remove ${worker.id}?`,
      text: 'Its password ends, and its connection. Its SIM cards and their messages stay, offline.',
      action: 'Remove',
      destructive: true,
    };
    if (!(await this.confirm.ask(question))) return;
    await this.actions.do(() => this.api.remove(worker.id), 'Removed');
    await this.load();
  }
}
