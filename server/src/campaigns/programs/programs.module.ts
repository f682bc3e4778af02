import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { LogsModule } from '../../access/logs/logs.module.js';
import { NumberListsModule } from '../number-lists/number-lists.module.js';
import { PairsModule } from '../../messaging/pairs/pairs.module.js';
import { SimCardsModule } from '../../messaging/sim-cards/sim-cards.module.js';
import { SmsModule } from '../../messaging/sms/sms.module.js';
import { SuppressionModule } from '../../messaging/suppression/suppression.module.js';
import { ProgramRules } from './program-rules.service.js';
import { ProgramUses } from './program-uses.service.js';
import { ProgramsController } from './programs.controller.js';
import { ProgramsEvents } from './programs.events.js';
import { ProgramsService } from './programs.service.js';
import { RunsController } from './runs.controller.js';
import { FeedPace } from './runs/feed-pace.service.js';
import { Feeder } from './runs/feeder.service.js';
import { RunGauge } from './runs/gauge.service.js';
import { ProgramProgressService } from './runs/progress.service.js';
import { RunRows } from './runs/rows.service.js';
import { Runner } from './runs/runner.service.js';
import { RunsService } from './runs/runs.service.js';
import { RunSettler } from './runs/settler.service.js';
import { RunWays } from './runs/ways.service.js';
import { RunWindows } from './runs/windows.service.js';

@Module({
  imports: [
    IdempotencyModule,
    LogsModule,
    NumberListsModule,
    PairsModule,
    SimCardsModule,
    SmsModule,
    SuppressionModule,
  ],
  controllers: [ProgramsController, RunsController],
  providers: [
    FeedPace,
    Feeder,
    ProgramProgressService,
    ProgramRules,
    ProgramUses,
    ProgramsEvents,
    ProgramsService,
    RunGauge,
    RunRows,
    RunSettler,
    RunWays,
    RunWindows,
    Runner,
    RunsService,
  ],
  exports: [ProgramsEvents, ProgramsService, RunsService],
})
export class ProgramsModule {}
