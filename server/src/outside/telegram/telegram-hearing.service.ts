import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { TelegramUpdate } from '@signalbox/contracts/telegram';
import { LeasesService } from '../../platform/leases/leases.service.js';
import type { Bot } from './bot.js';
import { TelegramBotsService } from './telegram-bots.service.js';
import { TelegramClientService } from './telegram-client.service.js';
import { TelegramUpdatesService } from './telegram-updates.service.js';

const LOOK_MS = 5_000;
/** How soon it is noticed that one that Telegram calls for is to be heard otherwise. */
const WATCH_MS = 2_000;
/** After a failure, and as long as it lasts no oftener than this. */
const REST_MS = 10_000;
/** Somebody else may have told Telegram otherwise. */
const AGREE_AGAIN_MS = 3_600_000;
const FAREWELL_MS = 5_000;

/** How a bot is heard by whoever holds its lease. */
interface Hearing {
  /** What Telegram was last told of where to call; null that it is asked; undefined when nobody knows. */
  agreed: string | null | undefined;
  agreedAt: number;
  offset: number;
  /** What its room says is wrong; undefined when nobody knows. */
  said: string | null | undefined;
}

/** Has the bots of channels that obey some be heard: one server at a time asks, or tells Telegram where to call. */
@Injectable()
export class TelegramHearingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(TelegramHearingService.name);
  private readonly heard = new Map<string, Promise<unknown>>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly bots: TelegramBotsService,
    private readonly telegram: TelegramClientService,
    private readonly updates: TelegramUpdatesService,
    private readonly leases: LeasesService,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort(new Error('the server is stopping'));
    await Promise.allSettled(this.heard.values());
  }

  /** Begins to hear each bot that nobody hears. */
  async look(): Promise<void> {
    try {
      for (const { token, channelIds } of await this.bots.all()) {
        if (this.heard.has(token) || this.stopping.signal.aborted) continue;
        const work = this.leases
          .hold(`telegram.${channelIds[0]}`, ({ signal }) =>
            this.hear(token, AbortSignal.any([signal, this.stopping.signal])),
          )
          .catch((error: unknown) => this.logger.warn({ error }, 'a bot of Telegram is not heard'))
          .finally(() => this.heard.delete(token));
        this.heard.set(token, work);
      }
    } catch (error) {
      this.logger.debug({ error }, 'the channels cannot be read');
    }
  }

  /** Until the signal ends, or no channel wants it any more. */
  private async hear(token: string, signal: AbortSignal): Promise<void> {
    const hearing: Hearing = { agreed: undefined, agreedAt: 0, offset: 0, said: undefined };
    while (!signal.aborted) {
      const bot = await this.bots.find(token);
      if (bot === null) return this.takeLeave(token, hearing);
      try {
        await this.agree(bot, hearing, signal);
        if (hearing.agreed === null) await this.ask(bot, hearing, signal);
        await this.say(bot, hearing, null);
        if (hearing.agreed !== null) await sleep(WATCH_MS, undefined, { signal, ref: false });
      } catch (error) {
        if (signal.aborted) return;
        if (!hearing.said) this.logger.warn({ error }, 'a bot of Telegram is not heard for now');
        hearing.agreed = undefined;
        await this.say(bot, hearing, error instanceof Error ? error.message : String(error));
        await sleep(REST_MS, undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
  }

  /** Tells Telegram where to call, or that it is asked, when it does not know yet. */
  private async agree(bot: Bot, hearing: Hearing, signal: AbortSignal): Promise<void> {
    const door = this.bots.doorOf(bot);
    const wanted = door === null ? null : `${door.url} ${door.secret}`;
    const isFresh = wanted === null || performance.now() - hearing.agreedAt < AGREE_AGAIN_MS;
    if (wanted === hearing.agreed && isFresh) return;
    await this.telegram.callAt(bot.token, door, signal);
    Object.assign(hearing, { agreed: wanted, agreedAt: performance.now() });
  }

  private async ask(bot: Bot, hearing: Hearing, signal: AbortSignal): Promise<void> {
    const updates = (await this.telegram.updates(bot.token, hearing.offset, signal)) as TelegramUpdate[];
    for (const update of updates) {
      // Of what is asked for from here on Telegram forgets all before: one that fails is not heard again.
      hearing.offset = update.update_id + 1;
      if (await this.updates.take(bot, update)) await this.updates.obey(bot, update, signal);
    }
  }

  private async say(bot: Bot, hearing: Hearing, what: string | null): Promise<void> {
    if (what === hearing.said) return;
    await this.bots.noteUnheard(bot, what);
    hearing.said = what;
  }

  /** Nobody is obeyed any more: Telegram needs not call. */
  private async takeLeave(token: string, { agreed }: Hearing): Promise<void> {
    if (typeof agreed !== 'string') return;
    await this.telegram.callAt(token, null, AbortSignal.timeout(FAREWELL_MS)).catch(() => undefined);
  }
}
