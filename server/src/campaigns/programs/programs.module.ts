import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { LogsModule } from '../../access/logs/logs.module.js';
import { NumberListsModule } from '../number-lists/number-lists.module.js';
import { PairsModule } from '../../messaging/pairs/pairs.module.js';
import { SimCardsModule } from '../../messaging/sim-cards/sim-cards.module.js';
import { SmsModule } from '../../messaging/sms/sms.module.js';
import { SuppressionModule } from '../../messaging/suppression/suppression.module.js';
import { ProgramRulesService } from './program-rules.service.js';
import { ProgramUsesService } from './program-uses.service.js';
import { ProgramsController } from './programs.controller.js';
import { ProgramsEvents } from './programs.events.js';
import { ProgramsService } from './programs.service.js';
import { RunsController } from './runs.controller.js';
import { FeedPaceService } from './runs/feed-pace.service.js';
import { FeederService } from './runs/feeder.service.js';
import { RunGaugeService } from './runs/run-gauge.service.js';
import { ProgramProgressService } from './runs/program-progress.service.js';
import { RunEndsService } from './runs/run-ends.service.js';
import { RunRowsService } from './runs/run-rows.service.js';
import { RunnerService } from './runs/runner.service.js';
import { RunsService } from './runs/runs.service.js';
import { RunSettlerService } from './runs/run-settler.service.js';
import { RunRoutesService } from './runs/run-routes.service.js';
import { RunWaitsService } from './runs/run-waits.service.js';
import { RunWindowsService } from './runs/run-windows.service.js';

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
    FeedPaceService,
    FeederService,
    ProgramProgressService,
    ProgramRulesService,
    ProgramUsesService,
    ProgramsEvents,
    ProgramsService,
    RunEndsService,
    RunGaugeService,
    RunRowsService,
    RunSettlerService,
    RunRoutesService,
    RunWaitsService,
    RunWindowsService,
    RunnerService,
    RunsService,
  ],
  exports: [ProgramsEvents, ProgramsService, RunWaitsService, RunsService],
})
export class ProgramsModule {}
