/** By what people are told; without the schema library, for the console. */
export const ALERT_CHANNEL_KINDS = ['telegram', 'email', 'sms', 'webhook'] as const;
export type AlertChannelKindName = (typeof ALERT_CHANNEL_KINDS)[number];

export interface ChannelField {
  readonly label: string;
  readonly hint?: string;
  /** `list` is entered a line each. */
  readonly type: 'text' | 'secret' | 'list' | 'number' | 'flag';
  readonly required: boolean;
}

/** What a channel of each kind needs: what its form asks for. Secrets are never shown again. */
export const ALERT_CHANNEL_FORMS: Readonly<
  Record<AlertChannelKindName, { readonly label: string; readonly fields: Readonly<Record<string, ChannelField>> }>
> = {
  telegram: {
    label: 'Telegram',
    fields: {
      token: { label: 'Token of the bot', hint: 'As BotFather gives it', type: 'secret', required: true },
      chat_id: { label: 'Chat', hint: 'A number, or @name of a channel', type: 'text', required: true },
      command_chats: {
        label: 'Chats whose commands are obeyed',
        hint: 'Numbers, a line each; none: no commands',
        type: 'list',
        required: false,
      },
      webhook: {
        label: 'Commands come by webhook',
        hint: 'Telegram calls this server, at PUBLIC_URL; else this server asks',
        type: 'flag',
        required: false,
      },
    },
  },
  email: {
    label: 'E-mail',
    fields: {
      host: { label: 'SMTP server', type: 'text', required: true },
      port: { label: 'Port', type: 'number', required: true },
      secure: {
        label: 'TLS from the first octet',
        hint: 'Else by STARTTLS where the server has it',
        type: 'flag',
        required: false,
      },
      username: { label: 'User', type: 'text', required: false },
      password: { label: 'Password', type: 'secret', required: false },
      from: { label: 'From', type: 'text', required: true },
      to: { label: 'To', hint: 'Addresses, a line each', type: 'list', required: true },
    },
  },
  sms: {
    label: 'SMS',
    fields: { to: { label: 'Duty numbers', hint: 'A line each', type: 'list', required: true } },
  },
  webhook: {
    label: 'Webhook',
    fields: {
      url: { label: 'Address', type: 'text', required: true },
      secret: { label: 'Secret', hint: 'whsec_…; empty: one is made', type: 'secret', required: false },
    },
  },
};
