import { Controller, Get } from '@nestjs/common';
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
}
