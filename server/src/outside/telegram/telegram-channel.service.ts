import { Injectable } from '@nestjs/common';
import { DeliveriesService, type Send } from '../../insight/alerts/notify/deliveries.service.js';
import { DigestTextsService } from '../../insight/alerts/notify/digest-texts.service.js';
import { TelegramClientService } from './telegram-client.service.js';

/** Alerts into a chat. */
@Injectable()
export class TelegramChannelService {
  constructor(
    private readonly telegram: TelegramClientService,
    private readonly texts: DigestTextsService,
    deliveries: DeliveriesService,
  ) {
    deliveries.sendBy('telegram', (...sending) => this.send(...sending));
  }

  private send(...[{ settings, secrets }, digest, , signal]: Parameters<Send>): Promise<string> {
    const { chat_id: chat } = settings as { chat_id: string };
    return this.telegram.send(secrets['token'] ?? '', chat, this.texts.telegramHtml(digest), signal);
  }
}
