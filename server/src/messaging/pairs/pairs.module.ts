import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { LogsModule } from '../../access/logs/logs.module.js';
import { PairImportsService } from './pair-imports.service.js';
import { PairUsesService } from './pair-uses.service.js';
import { PairsController } from './pairs.controller.js';
import { PairsEvents } from './pairs.events.js';
import { PairsService } from './pairs.service.js';

@Module({
  imports: [IdempotencyModule, LogsModule],
  controllers: [PairsController],
  providers: [PairImportsService, PairUsesService, PairsEvents, PairsService],
  exports: [PairImportsService, PairUsesService, PairsEvents, PairsService],
})
export class PairsModule {}
