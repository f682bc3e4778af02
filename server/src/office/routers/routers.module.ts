import { Module } from '@nestjs/common';
import { LogsModule } from '../../access/logs/logs.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { RouterChecksService } from './router-checks.service.js';
import { RouterClientService } from './router-client.service.js';
import { RouterHealthService } from './router-health.service.js';
import { RouterInterfacesService } from './router-interfaces.service.js';
import { RouterSealService } from './router-seal.service.js';
import { RoutersController } from './routers.controller.js';
import { RoutersService } from './routers.service.js';

@Module({
  imports: [IdempotencyModule, LogsModule],
  controllers: [RoutersController],
  providers: [
    RouterChecksService,
    RouterClientService,
    RouterHealthService,
    RouterInterfacesService,
    RouterSealService,
    RoutersService,
  ],
  exports: [RouterHealthService, RouterInterfacesService, RoutersService],
})
export class RoutersModule {}
