import { Injectable, Logger } from '@nestjs/common';
import type { TelegramUpdate } from '@signalbox/contracts/telegram';
import { Unauthenticated } from '../../platform/common/errors.js';
import { isShown } from './bot.js';
import { TelegramBotsService } from './telegram-bots.service.js';
import { TelegramUpdatesService } from './telegram-updates.service.js';

/** Telegram waits for its answer, and calls again without one. */
const LIMIT_MS = 10_000;

/** Takes in what Telegram calls with. */
@Injectable()
export class TelegramDoorService {
  private readonly logger = new Logger(TelegramDoorService.name);

  constructor(
    private readonly bots: TelegramBotsService,
    private readonly updates: TelegramUpdatesService,
  ) {}

  /**
   * What fails after it was taken is not told again: a command may have been obeyed without its answer.
   * @param shown what Telegram shows of itself @throws Unauthenticated, the same whether there is such a channel or not
   */
  async take(channelId: number, shown: string | undefined, update: TelegramUpdate): Promise<{ ok: true }> {
    const bot = await this.bots.atDoor(channelId);
    if (!bot?.hook || !isShown(shown ?? '', bot.hook.secret)) {
      throw new Unauthenticated('Only Telegram calls here, with the token that it was told.');
    }
    if (await this.updates.take(bot, update)) {
      await this.updates
        .obey(bot, update, AbortSignal.timeout(LIMIT_MS))
        .catch((error: unknown) => this.logger.warn({ error }, 'a command of a chat was not answered'));
    }
    return { ok: true };
  }
}
