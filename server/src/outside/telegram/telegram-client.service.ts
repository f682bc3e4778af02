import { Injectable } from '@nestjs/common';
import type { Telegram } from 'telegraf';
import type { Update } from 'telegraf/types';
import { Config } from '../../platform/config/config.js';
import { failureOf } from './telegram.js';

/** How long a call for updates is held open by Telegram, in seconds. */
const HELD_SECONDS = 25;

/** Speaks to Telegram, or to what `TELEGRAM_API_ROOT` names. */
@Injectable()
export class TelegramClientService {
  constructor(private readonly config: Config) {}

  /** @param html as Telegram's parse mode has it @throws Refused, ComeAgain, anything else that comes again */
  async send(token: string, chat: string, html: string, signal: AbortSignal): Promise<string> {
    try {
      const telegram = await this.of(token);
      const sent = await telegram.callApi(
        'sendMessage',
        { chat_id: chat, text: html, parse_mode: 'HTML', link_preview_options: { is_disabled: true } },
        { signal: signalOf(signal) },
      );
      return `message ${sent.message_id}`;
    } catch (error) {
      signal.throwIfAborted();
      throw failureOf(error, token);
    }
  }

  /** Has Telegram call with what chats say, one after another, or not any more. @param door null to be asked @throws as `send` */
  async callAt(token: string, door: { url: string; secret: string } | null, signal: AbortSignal): Promise<void> {
    try {
      const telegram = await this.of(token);
      const how = { signal: signalOf(signal) };
      if (door === null) await telegram.callApi('deleteWebhook', {}, how);
      else {
        const { url, secret } = door;
        const query = { url, secret_token: secret, max_connections: 1, allowed_updates: ['message'] as const };
        await telegram.callApi('setWebhook', query, how);
      }
    } catch (error) {
      signal.throwIfAborted();
      throw failureOf(error, token);
    }
  }

  /** What chats said since an update, as soon as there is something. @throws as `send` */
  async updates(token: string, offset: number, signal: AbortSignal): Promise<Update[]> {
    try {
      const query = { offset, timeout: HELD_SECONDS, limit: 100, allowed_updates: ['message'] as const };
      const telegram = await this.of(token);
      return await telegram.callApi('getUpdates', query, { signal: signalOf(signal) });
    } catch (error) {
      signal.throwIfAborted();
      throw failureOf(error, token);
    }
  }

  /** The library is in memory from the first call on: most servers have no bot. */
  private async of(token: string): Promise<Telegram> {
    const { TELEGRAM_API_ROOT: apiRoot } = this.config.env;
    const { Telegram } = await import('telegraf');
    return new Telegram(token, { apiRoot });
  }
}

/** The library names another copy of the same type. */
const signalOf = (signal: AbortSignal) => signal as unknown as undefined;
