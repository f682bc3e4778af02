import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { LogsModule } from '../../access/logs/logs.module.js';
import { SimCardsModule } from '../sim-cards/sim-cards.module.js';
import { BrokerWatchService } from './broker-watch.service.js';
import { EnrolmentService } from './enrolment.service.js';
import { RollCallService } from './roll-call.service.js';
import { WaitingPartsController } from './waiting-parts.controller.js';
import { WaitingPartsService } from './waiting-parts.service.js';
import { WorkersController } from './workers.controller.js';
import { WorkersEvents } from './workers.events.js';
import { WorkersMqtt } from './workers.mqtt.js';
import { WorkersService } from './workers.service.js';
import { WorkerWatchService } from './worker-watch.service.js';

@Module({
  imports: [IdempotencyModule, LogsModule, SimCardsModule],
  controllers: [WaitingPartsController, WorkersController, WorkersMqtt],
  providers: [
    BrokerWatchService,
    EnrolmentService,
    RollCallService,
    WaitingPartsService,
    WorkersEvents,
    WorkersService,
    WorkerWatchService,
  ],
  exports: [WorkersEvents, WorkersService],
})
export class WorkersModule {}
