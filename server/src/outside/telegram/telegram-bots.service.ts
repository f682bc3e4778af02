import { Injectable } from '@nestjs/common';
import { AlertChannelsService } from '../../insight/alerts/channels/alert-channels.service.js';
import { Config } from '../../platform/config/config.js';
import { type Bot, botsOf } from './bot.js';

/** An address that Telegram calls, and what it shows there. */
export interface Door {
  url: string;
  secret: string;
}

/** The bots that are to be heard, as the channels say now. */
@Injectable()
export class TelegramBotsService {
  constructor(
    private readonly channels: AlertChannelsService,
    private readonly config: Config,
  ) {}

  /** Those whose channels can be read: one that cannot be concerns itself alone, and says so in its room. */
  async all(): Promise<Bot[]> {
    const channels = (await this.channels.enabled()).filter(({ kind }) => kind === 'telegram');
    const opened = channels.flatMap((channel) => this.channels.openIfReadable(channel) ?? []);
    return botsOf(opened, this.root !== null);
  }

  async find(token: string): Promise<Bot | null> {
    return (await this.all()).find((bot) => bot.token === token) ?? null;
  }

  /** The bot that Telegram calls for at a channel's door. */
  async atDoor(channelId: number): Promise<Bot | null> {
    return (await this.all()).find(({ hook }) => hook?.channelId === channelId) ?? null;
  }

  /** Where Telegram is to call for a bot; null when it is asked. */
  doorOf({ hook }: Bot): Door | null {
    if (hook === null || this.root === null) return null;
    return { url: `${this.root}/api/v1/alerts/telegram/${hook.channelId}`, secret: hook.secret };
  }

  /** Shown in the room of its channels. @param why null when it is heard again */
  noteUnheard({ channelIds }: Bot, why: string | null): Promise<void> {
    return this.channels.noteUnheard(channelIds, why);
  }

  /** Telegram calls by TLS alone. */
  private get root(): string | null {
    const { PUBLIC_URL: url } = this.config.env;
    return url?.startsWith('https://') ? url : null;
  }
}
