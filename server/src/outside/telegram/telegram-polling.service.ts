import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { OpenChannel } from '../../insight/alerts/channels/alert-channel.js';
import { AlertChannelsService } from '../../insight/alerts/channels/alert-channels.service.js';
import { LeasesService } from '../../platform/leases/leases.service.js';
import { TelegramClientService } from './telegram-client.service.js';
import { TelegramCommandsService } from './telegram-commands.service.js';

const LOOK_MS = 5_000;
/** After a failure, and as long as it lasts no oftener than this. */
const REST_MS = 10_000;

/** What of an update is asked for. */
interface Said {
  update_id: number;
  message?: { text?: string; chat: { id: number }; from?: { username?: string; first_name?: string; id: number } };
}

/** Hears what chats say to the bots of channels that obey some: one server at a time, under a lease each bot. */
@Injectable()
export class TelegramPollingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(TelegramPollingService.name);
  private readonly polling = new Map<string, Promise<unknown>>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly channels: AlertChannelsService,
    private readonly telegram: TelegramClientService,
    private readonly commands: TelegramCommandsService,
    private readonly leases: LeasesService,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort(new Error('the server is stopping'));
    await Promise.allSettled(this.polling.values());
  }

  /** Begins to hear each bot that nobody hears. */
  async look(): Promise<void> {
    try {
      for (const [token, { id }] of await this.bots()) {
        if (this.polling.has(token) || this.stopping.signal.aborted) continue;
        const work = this.leases
          .hold(`telegram.${id}`, ({ signal }) => this.hear(token, AbortSignal.any([signal, this.stopping.signal])))
          .catch((error: unknown) => this.logger.warn({ error }, 'a bot of Telegram is not heard'))
          .finally(() => this.polling.delete(token));
        this.polling.set(token, work);
      }
    } catch (error) {
      this.logger.debug({ error }, 'the channels cannot be read');
    }
  }

  /** By their tokens: of two channels with one bot the first tells under which lease it is heard. */
  private async bots(): Promise<Map<string, OpenChannel>> {
    const bots = new Map<string, OpenChannel>();
    const channels = (await this.channels.enabled()).filter(({ kind }) => kind === 'telegram');
    for (const channel of channels.sort((one, other) => one.id - other.id)) {
      if (chatsOf(channel.settings).length === 0) continue;
      const opened = this.channels.open(channel);
      const token = opened.secrets['token'] ?? '';
      if (!bots.has(token)) bots.set(token, opened);
    }
    return bots;
  }

  /** Until the signal ends, or no channel wants it any more. */
  private async hear(token: string, signal: AbortSignal): Promise<void> {
    let offset = 0;
    let isAway = false;
    while (!signal.aborted) {
      const chats = await this.allowed(token);
      if (chats.size === 0) return;
      try {
        for (const update of (await this.telegram.updates(token, offset, signal)) as Said[]) {
          // Of what is asked for from here on Telegram forgets all before: one that fails is not heard again.
          offset = update.update_id + 1;
          await this.obey(token, update, chats, signal);
        }
        isAway = false;
      } catch (error) {
        if (signal.aborted) return;
        if (!isAway) this.logger.warn({ error }, 'a bot of Telegram is not heard for now');
        isAway = true;
        await sleep(REST_MS, undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
  }

  private async allowed(token: string): Promise<Set<string>> {
    const channels = (await this.channels.enabled()).filter(({ kind }) => kind === 'telegram');
    const its = channels.filter((channel) => this.channels.open(channel).secrets['token'] === token);
    return new Set(its.flatMap(({ settings }) => chatsOf(settings)));
  }

  /** Who is not allowed gets no answer: not even that there is somebody. */
  private async obey(token: string, { message }: Said, chats: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
    if (!message?.text || !chats.has(String(message.chat.id))) return;
    const { from, chat, text } = message;
    const by = from?.username ? `@${from.username}` : (from?.first_name ?? `chat ${chat.id}`);
    const answer = await this.commands.answer(text, `${by} (Telegram)`);
    if (answer !== null) await this.telegram.send(token, String(chat.id), answer, signal);
  }
}

const chatsOf = (settings: OpenChannel['settings']): string[] =>
  (settings as { command_chats?: string[] }).command_chats ?? [];
