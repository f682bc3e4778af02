import { Controller, Get, Res } from '@nestjs/common';
import { ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { Health, Liveness } from '@signalbox/contracts/health';
import type { FastifyReply } from 'fastify';
import { Public } from '../common/access.js';
import { Answers } from '../common/answers.js';
import { HealthService } from './health.service.js';

@ApiTags('Health')
@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** The process answers. */
  @Answers(Liveness)
  @Get('live')
  live() {
    return { status: 'ok' };
  }

  /** Databases and broker answer; 503 while one does not. */
  @Answers(Health)
  @ApiServiceUnavailableResponse({ standardSchema: Health })
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const health = await this.health.check();
    void reply.status(health.status === 'ok' ? 200 : 503);
    return health;
  }
}
