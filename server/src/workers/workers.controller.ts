import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../common/access.js';
import { WorkersService } from './workers.service.js';

@ApiTags('Workers')
@Controller('api/v1/workers')
export class WorkersController {
  constructor(private readonly workers: WorkersService) {}

  @Get()
  @Allow('admin', 'operator', 'viewer')
  list() {
    return this.workers.list();
  }

  @Post(':id/ping')
  @HttpCode(200)
  @Allow('admin', 'operator')
  ping(@Param('id') id: string) {
    return this.workers.ping(id);
  }
}
