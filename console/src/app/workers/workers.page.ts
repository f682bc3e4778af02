import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import type { Alert } from '@signalbox/contracts/alerts';
import type { Worker } from '@signalbox/contracts/workers';
import { merge } from 'rxjs';
import { alertsAbout } from '../core/alerts-about';
import { Live } from '../core/live';
import { pageList } from '../core/page-list';
import { SessionStore } from '../core/session';
import { UrlFilters } from '../core/url-filters';
import { Acts } from '../ui/acts';
import { AlertLinks } from '../ui/alert-strip';
import { ChannelActions } from '../ui/channel-actions';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import type { RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { ListFilters, fitting, type Filter } from '../ui/list/filters';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';
import { StateChip } from '../ui/state-chip';
import type { Tone } from '../ui/status';
import { Time } from '../ui/time';
import { WorkersApi } from './workers.api';

const STATES: Record<Worker['state'], { tone: Tone; text: string }> = {
  online: { tone: 'done', text: 'Online' },
  hung: { tone: 'unsure', text: 'Does not answer' },
  offline: { tone: 'bad', text: 'Offline' },
};

const COLUMNS: readonly Column<Worker>[] = [
  { id: 'name', label: 'Worker', text: ({ id, label }) => label ?? id, class: 'wide', fixed: true },
  { id: 'id', label: 'Id', text: ({ id }) => id, class: 'mono muted', hidden: true },
  { id: 'state', label: 'State', text: ({ state }) => STATES[state].text },
  { id: 'since', label: 'Since', time: ({ since }) => since },
  { id: 'version', label: 'Version', text: ({ version }) => version, class: 'muted mono' },
  {
    id: 'channels',
    label: 'Channels online',
    text: (worker) => `${worker.channels_online} of ${worker.channels}`,
    class: 'end number',
  },
  { id: 'flight', label: 'In flight', count: (worker) => worker.in_flight },
  { id: 'enrolled', label: 'Enrolled', time: (worker) => worker.enrolled_at },
];

const FILTERS: readonly Filter[] = [
  {
    name: 'state',
    label: 'State',
    any: 'Any state',
    groups: [{ label: '', choices: Object.entries(STATES).map(([value, { text }]) => ({ value, label: text })) }],
  },
];

function groupBy(alerts: readonly Alert[]): Readonly<Record<string, Alert[]>> {
  const groups: Record<string, Alert[]> = {};
  for (const alert of alerts) (groups[alert.subject.id] ??= []).push(alert);
  return groups;
}

@Component({
  selector: 'sb-workers-page',
  imports: [AlertLinks, Cell, EmptyState, List, ListFilters, MatButton, MatIcon, PageHeader, StateChip, Time],
  templateUrl: './workers.page.html',
})
export class WorkersPage {
  private readonly api = inject(WorkersApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly channels = inject(ChannelActions);
  private readonly live = inject(Live);
  protected readonly session = inject(SessionStore);

  protected readonly url = new UrlFilters(
    ['state'],
    [],
    fitting(() => FILTERS),
  );
  protected readonly list = pageList<Worker>({
    name: 'workers',
    read: () => this.api.list(this.url.values().state),
    key: ({ id }) => id,
    selection: this.url.values,
    every: 5_000,
    hints: merge(this.live.workers, this.live.opened),
  });
  private readonly alerts = alertsAbout(signal({ kind: 'worker', id: null }));
  /** By the ids of workers, which have no pages to stand on. */
  protected readonly alertsOf = computed(() => groupBy(this.alerts()));
  protected readonly columns = COLUMNS;
  protected readonly filters = FILTERS;
  protected readonly states = STATES;
  protected readonly nameOf = ({ id }: Worker) => id;
  protected readonly actionsOf = (worker: Worker): RowAction[] => {
    const { session } = this;
    const isOurs = worker.id === 'local';
    return [
      ...(session.can('channels.operate')
        ? [{ label: 'Ping', icon: 'pulse', run: () => this.ping(worker) } as const]
        : []),
      ...(session.can('workers.write') && !isOurs
        ? [
            { label: 'New password', icon: 'key', run: () => this.password(worker) } as const,
            { label: 'Remove', icon: 'trash', run: () => this.remove(worker) } as const,
          ]
        : []),
    ];
  };

  /** A password for a new worker, or another one for one that is there. */
  protected async password(worker: Worker | null): Promise<void> {
    // A click beside the dialog must not lose a password that is shown once.
    await this.dialogs.open(() => import('./worker-password.dialog').then((m) => m.WorkerPasswordDialog), {
      data: worker,
      needs: 'workers.write',
      width: 'large',
      held: true,
    });
    await this.list.refresh();
  }

  private ping(worker: Worker): Promise<void> {
    const ask = async () => `Answered after ${(await this.api.ping(worker.id)).milliseconds} ms`;
    return this.channels.ask({ title: `Ping ${worker.id}`, waiting: 'The worker is asked over the broker.', ask });
  }

  private async remove(worker: Worker): Promise<void> {
    const question = {
      title: `Remove ${worker.id}?`,
      text: 'Its password ends, and its connection. Its SIM cards and their messages stay, offline.',
      action: 'Remove',
      destructive: true,
    };
    if (!(await this.dialogs.ask(question))) return;
    await this.acts.do(() => this.api.remove(worker.id), 'Removed');
    await this.list.refresh();
  }
}
