import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { LogsModule } from '../../access/logs/logs.module.js';
import { PairImports } from './pair-imports.service.js';
import { PairUses } from './pair-uses.service.js';
import { PairsController } from './pairs.controller.js';
import { PairsEvents } from './pairs.events.js';
import { PairsService } from './pairs.service.js';

@Module({
  imports: [IdempotencyModule, LogsModule],
  controllers: [PairsController],
  providers: [PairImports, PairUses, PairsEvents, PairsService],
  exports: [PairImports, PairUses, PairsEvents, PairsService],
})
export class PairsModule {}
