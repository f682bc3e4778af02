import { Injectable } from '@nestjs/common';
import type { TelegramUpdate } from '@signalbox/contracts/telegram';
import { DAY } from '../../platform/common/clock.js';
import { ScheduleService } from '../../platform/schedule/schedule.service.js';
import type { Bot } from './bot.js';
import { TelegramClientService } from './telegram-client.service.js';
import { TelegramCommandsService } from './telegram-commands.service.js';
import { TelegramUpdateRepository } from './telegram-update.repository.js';

/** Telegram tells nothing again that is older than a day. */
const KEPT_DAYS = 3;

/** Obeys what chats say that may, once each, however Telegram tells of it. */
@Injectable()
export class TelegramUpdatesService {
  constructor(
    private readonly updates: TelegramUpdateRepository,
    private readonly telegram: TelegramClientService,
    private readonly commands: TelegramCommandsService,
    schedule: ScheduleService,
  ) {
    const drop = () => this.updates.drop(Date.now() - KEPT_DAYS * DAY);
    schedule.add({ name: 'telegram.retention', when: { dailyAt: 4 }, run: drop });
  }

  /**
   * Whether it is to be obeyed: by the caller, since nobody else is told so. Who is not allowed leaves no trace, and gets no
   * answer: not even that there is somebody.
   */
  async take({ id, chats }: Bot, { update_id: updateId, message }: TelegramUpdate): Promise<boolean> {
    if (!message?.text || !chats.has(String(message.chat.id))) return false;
    return this.updates.take(id, updateId, Date.now());
  }

  /** Does what was said, and answers. @throws as TelegramClientService.send */
  async obey({ token }: Bot, { message }: TelegramUpdate, signal: AbortSignal): Promise<void> {
    if (!message?.text) return;
    const { from, chat, text } = message;
    const by = from?.username ? `@${from.username}` : (from?.first_name ?? `chat ${chat.id}`);
    const answer = await this.commands.answer(text, `${by} (Telegram)`);
    if (answer !== null) await this.telegram.send(token, String(chat.id), answer, signal);
  }
}
