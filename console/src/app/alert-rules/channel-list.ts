import { Component, inject } from '@angular/core';
import { ALERT_CHANNEL_FORMS } from '@signalbox/contracts/alert-channel-kinds';
import type { AlertChannel, MadeAlertChannel } from '@signalbox/contracts/alert-channels';
import { pageList } from '../core/page-list';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import type { RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { List } from '../ui/list/list';
import { StateChip } from '../ui/state-chip';
import { AlertRulesApi } from './alert-rules.api';

const routeWords = ({ route: { severities, teams, hours } }: AlertChannel): string =>
  [
    severities.length > 0 ? severities.join(', ') : 'all severities',
    ...(teams.length > 0 ? [`teams ${teams.join(', ')}`] : []),
    ...(hours === null ? [] : [`${hours.from} to ${hours.to}`]),
  ].join('; ');

const COLUMNS: readonly Column<AlertChannel>[] = [
  { id: 'name', label: 'Channel', text: ({ name }) => name, class: 'wide', fixed: true },
  { id: 'kind', label: 'Kind', text: ({ kind }) => ALERT_CHANNEL_FORMS[kind].label },
  {
    id: 'state',
    label: 'State',
    text: ({ enabled, error }) => (!enabled ? 'Off' : error === null ? 'In use' : 'Fails'),
  },
  { id: 'route', label: 'Takes', text: routeWords, class: 'muted' },
  { id: 'sent', label: 'Last told', time: ({ last_sent_at }) => last_sent_at, class: 'end', none: 'not yet' },
];

/** How people are told. */
@Component({
  selector: 'sb-alert-channel-list',
  imports: [Cell, EmptyState, List, StateChip],
  template: `
    <sb-list
      name="alert-channels"
      label="Channels"
      [source]="list"
      [columns]="columns"
      [nameOf]="nameOf"
      [actions]="actionsOf"
    >
      <ng-template sbCell="state" [sbCellOf]="list" let-row>
        <sb-state-chip [tone]="!row.enabled ? 'neutral' : row.error === null ? 'done' : 'bad'">{{
          !row.enabled ? 'Off' : row.error === null ? 'In use' : 'Fails'
        }}</sb-state-chip>
        @if (row.error; as error) {
          <div class="muted error" dir="auto">{{ error }}</div>
        }
      </ng-template>
      <sb-empty-state icon="send" heading="Nobody is told yet" text="Add a chat, an address or a number." />
    </sb-list>
  `,
  styles: `
    .error {
      overflow-wrap: anywhere;
    }
  `,
})
export class AlertChannelList {
  private readonly api = inject(AlertRulesApi);
  private readonly acts = inject(Acts);
  private readonly dialogs = inject(Dialogs);
  protected readonly list = pageList<AlertChannel>({
    name: 'alert-channels',
    read: (page) => this.api.channels(page),
    key: ({ id }) => id,
    every: 10_000,
  });
  protected readonly columns = COLUMNS;
  protected readonly nameOf = ({ name }: AlertChannel) => name;
  protected readonly actionsOf = (row: AlertChannel): RowAction[] => [
    { label: 'Send a test', icon: 'send', run: () => this.test(row) },
    { label: 'Edit', icon: 'edit', run: () => this.edit(row) },
    { label: 'Remove', icon: 'trash', apart: true, run: () => this.remove(row) },
  ];

  async edit(channel: AlertChannel | null): Promise<void> {
    const dialog = () => import('./channel.dialog').then((m) => m.AlertChannelDialog);
    const options = { data: channel, needs: 'alert-channels.manage' } as const;
    const saved = await this.dialogs.open<AlertChannel | MadeAlertChannel>(dialog, options);
    if (saved === null) return;
    void this.list.refresh();
    if ('made_secret' in saved && saved.made_secret !== null) return this.showSecret(saved.made_secret);
    this.acts.say('Saved');
  }

  private async showSecret(secret: string): Promise<void> {
    const data = {
      title: 'The secret of the webhook',
      waiting: '',
      ask: () => Promise.resolve(`${secret}\nIt is not shown again. Who receives it checks the signature with it.`),
    };
    await this.dialogs.open(() => import('../ui/answer.dialog').then((m) => m.AnswerDialog), { data, width: 'small' });
  }

  private async test({ id, name }: AlertChannel): Promise<void> {
    const ask = async () => {
      const { ok, note } = await this.api.testChannel(id);
      return ok ? `It was taken. ${note ?? ''}`.trim() : `It was not taken: ${note ?? ''}`;
    };
    const data = { title: `Test of ${name}`, waiting: 'A test is on its way.', ask };
    await this.dialogs.open(() => import('../ui/answer.dialog').then((m) => m.AnswerDialog), { data, width: 'small' });
  }

  private async remove({ id, name }: AlertChannel): Promise<void> {
    const text = 'Nobody is told by it any more, and its secrets are forgotten.';
    const question = { title: `Remove ${name}?`, text, action: 'Remove', destructive: true };
    if (!(await this.dialogs.ask(question))) return;
    if (await this.acts.do(() => this.api.removeChannel(id), 'Removed')) void this.list.refresh();
  }
}
