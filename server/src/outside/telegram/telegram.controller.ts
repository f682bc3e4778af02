import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId } from '@signalbox/contracts/common';
import { TelegramUpdate, TelegramUpdateTaken } from '@signalbox/contracts/telegram';
import { Public } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { Unaudited } from '../../platform/common/audit/audited.js';
import { TelegramDoorService } from './telegram-door.service.js';

/** Where Telegram calls for a channel whose commands come by webhook. */
@ApiTags('Callbacks')
@Controller('api/v1/alerts/telegram')
@Public()
export class TelegramController {
  constructor(private readonly door: TelegramDoorService) {}

  @Answers(TelegramUpdateTaken)
  @Post(':channel')
  @Unaudited('Telegram tells what a chat says: what that changes is noted there')
  @HttpCode(200)
  take(
    @Param('channel', { schema: IntId }) channel: number,
    @Headers('x-telegram-bot-api-secret-token') shown: string | undefined,
    @Body({ schema: TelegramUpdate }) update: TelegramUpdate,
  ) {
    return this.door.take(channel, shown, update);
  }
}
