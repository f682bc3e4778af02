import { inject, signal } from '@angular/core';
import { form, required } from '@angular/forms/signals';
import type { AlertChannelKindName } from '@signalbox/contracts/alert-channel-kinds';
import type { AlertChannel, AlertRoute, MadeAlertChannel } from '@signalbox/contracts/alert-channels';
import { isFreeText } from '@signalbox/contracts/rules';
import { Submission, matches } from '../core/form-errors';
import { AlertRulesApi } from './alert-rules.api';
import { partsOf } from './rule-words';

export interface ChannelFields {
  name: string;
  kind: string;
  token: string;
  chat: string;
  commands: string;
  webhook: string;
  host: string;
  port: number | null;
  secure: string;
  username: string;
  password: string;
  from: string;
  to: string;
  url: string;
  secret: string;
  severities: string;
  teams: string;
  days: string;
  opens: string;
  closes: string;
  enabled: string;
}

const DAYS: Readonly<Record<string, readonly number[]>> = {
  weekdays: [1, 2, 3, 4, 5],
  weekend: [0, 6],
  daily: [0, 1, 2, 3, 4, 5, 6],
};
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const text = (value: unknown): string => (Array.isArray(value) ? value.join('\n') : String(value ?? ''));

const daysOf = (hours: AlertRoute['hours']): string =>
  hours === null
    ? 'always'
    : (Object.entries(DAYS).find(([, days]) => days.join() === [...hours.days].sort().join())?.[0] ?? 'daily');

function fieldsOf(channel: AlertChannel | null): ChannelFields {
  const settings = channel?.settings ?? {};
  const route = channel?.route ?? { severities: [], teams: [], hours: null };
  return {
    name: channel?.name ?? '',
    kind: channel?.kind ?? 'telegram',
    ...{ token: '', password: '', secret: '' },
    chat: text(settings['chat_id']),
    commands: text(settings['command_chats']),
    webhook: settings['webhook'] === true ? 'yes' : 'no',
    host: text(settings['host']),
    port: typeof settings['port'] === 'number' ? settings['port'] : 587,
    secure: settings['secure'] === true ? 'yes' : 'no',
    username: text(settings['username']),
    from: text(settings['from']),
    to: text(settings['to']),
    url: text(settings['url']),
    severities: route.severities.join(','),
    teams: route.teams.join(', '),
    days: daysOf(route.hours),
    opens: route.hours?.from ?? '08:00',
    closes: route.hours?.to ?? '18:00',
    enabled: channel?.enabled === false ? 'no' : 'yes',
  };
}

/** The settings of its kind. */
export function settingsOf(fields: ChannelFields): Record<string, unknown> {
  switch (fields.kind) {
    case 'telegram': {
      const webhook = fields.webhook === 'yes';
      return { chat_id: fields.chat.trim(), command_chats: partsOf(fields.commands), webhook };
    }
    case 'email': {
      const { host, port, username, from } = fields;
      const secure = fields.secure === 'yes';
      return {
        host: host.trim(),
        port: port ?? 587,
        secure,
        username: username.trim(),
        from: from.trim(),
        to: partsOf(fields.to),
      };
    }
    case 'sms':
      return { to: partsOf(fields.to) };
    default:
      return { url: fields.url.trim() };
  }
}

/** Those that somebody wrote: the others stay as they are. */
export function secretsOf({ kind, token, password, secret }: ChannelFields): Record<string, string> {
  const [name, value] =
    kind === 'telegram' ? ['token', token] : kind === 'email' ? ['password', password] : ['secret', secret];
  return value.trim() === '' || kind === 'sms' ? {} : { [name]: value.trim() };
}

export function routeOf({ severities, teams, days, opens, closes }: ChannelFields): AlertRoute {
  const hours = days === 'always' ? null : { days: [...(DAYS[days] ?? [])], from: opens, to: closes };
  return { severities: partsOf(severities) as AlertRoute['severities'], teams: partsOf(teams), hours };
}

/** The form of a channel, of a new one with null, and what becomes of it. To be made in an injection context. */
export function channelDraft(channel: AlertChannel | null, stored: (channel: AlertChannel | MadeAlertChannel) => void) {
  const api = inject(AlertRulesApi);
  const fields = signal(fieldsOf(channel));
  const submission = new Submission();
  const save = (): Promise<AlertChannel> => {
    const said = fields();
    const secrets = secretsOf(said);
    const all = {
      name: said.name.trim(),
      settings: settingsOf(said),
      route: routeOf(said),
      enabled: said.enabled === 'yes',
    };
    if (channel === null) return api.createChannel({ ...all, kind: said.kind as AlertChannelKindName, secrets });
    return api.changeChannel(channel.id, Object.keys(secrets).length > 0 ? { ...all, secrets } : all);
  };
  const tree = form(
    fields,
    (path) => {
      required(path.name, { message: 'Name it' });
      matches(path.name, isFreeText(64), 'At most 64 characters');
      matches(path.opens, TIME, 'Expected HH:MM');
      matches(path.closes, TIME, 'Expected HH:MM');
    },
    {
      submission: {
        action: ({
          name,
          token,
          chat,
          commands,
          webhook,
          host,
          port,
          username,
          password,
          from,
          to,
          url,
          secret,
          teams,
        }) =>
          submission.run(
            async () => stored(await save()),
            () => ({
              ...{ name, 'secrets.token': token, 'settings.chat_id': chat, 'settings.command_chats.0': commands },
              'settings.webhook': webhook,
              ...{ 'settings.host': host, 'settings.port': port, 'settings.username': username },
              ...{ 'secrets.password': password, 'settings.from': from, 'settings.to': to, 'settings.to.0': to },
              ...{ 'settings.url': url, 'secrets.secret': secret, 'route.teams': teams },
            }),
          ),
      },
    },
  );
  return { form: tree, submission, fields };
}
