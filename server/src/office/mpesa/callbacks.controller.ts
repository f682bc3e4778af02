import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId } from '@signalbox/contracts/common';
import { C2bCall, CallbackAnswer, StkCallback } from '@signalbox/contracts/office/mpesa';
import { z } from 'zod';
import { From, Public } from '../../platform/common/access.js';
import { Unaudited } from '../../platform/common/audit/audited.js';
import { Answers } from '../../platform/common/answers.js';
import { CallbacksService } from './callbacks.service.js';

const Token = z.string().min(1).max(100);

/** Where M-Pesa calls. Safaricom refuses addresses with its names in them. */
@ApiTags('Callbacks')
@Controller('api/v1/callbacks')
@Public()
export class CallbacksController {
  constructor(private readonly callbacks: CallbacksService) {}

  @Answers(CallbackAnswer)
  @Post('push/:id/:token')
  @Unaudited('M-Pesa reports: nobody here asked for it')
  @HttpCode(200)
  push(
    @Param('id', { schema: IntId }) id: number,
    @Param('token', { schema: Token }) token: string,
    @From() from: string,
    @Body({ schema: StkCallback }) body: StkCallback,
  ) {
    return this.callbacks.push(id, token, from, body);
  }

  @Answers(CallbackAnswer)
  @Post('money/:token/validation')
  @Unaudited('M-Pesa reports: nobody here asked for it')
  @HttpCode(200)
  validation(
    @Param('token', { schema: Token }) token: string,
    @From() from: string,
    @Body({ schema: C2bCall }) body: C2bCall,
  ) {
    return this.callbacks.validation(token, from, body);
  }

  @Answers(CallbackAnswer)
  @Post('money/:token/confirmation')
  @Unaudited('M-Pesa reports: nobody here asked for it')
  @HttpCode(200)
  confirmation(
    @Param('token', { schema: Token }) token: string,
    @From() from: string,
    @Body({ schema: C2bCall }) body: C2bCall,
  ) {
    return this.callbacks.confirmation(token, from, body);
  }
}
