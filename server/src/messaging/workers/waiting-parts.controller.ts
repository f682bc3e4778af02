import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WaitingParts } from '@signalbox/contracts/workers';
import { Allow } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { WaitingPartsService } from './waiting-parts.service.js';

@ApiTags('Messages')
@Controller('api/v1/inbox/waiting')
export class WaitingPartsController {
  constructor(private readonly parts: WaitingPartsService) {}

  @Answers(WaitingParts)
  @Get()
  @Allow('messages.read-all')
  count() {
    return this.parts.count();
  }

  @Answers(WaitingParts)
  @Post('show')
  @HttpCode(200)
  @Allow('channels.operate')
  show() {
    return this.parts.show();
  }
}
