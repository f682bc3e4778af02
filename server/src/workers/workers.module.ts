import { Module } from '@nestjs/common';
import { LogsModule } from '../logs/logs.module.js';
import { SimCardsModule } from '../sim-cards/sim-cards.module.js';
import { BrokerWatch } from './broker-watch.service.js';
import { WorkersController } from './workers.controller.js';
import { WorkersEvents } from './workers.events.js';
import { WorkersMqtt } from './workers.mqtt.js';
import { WorkersService } from './workers.service.js';

@Module({
  imports: [LogsModule, SimCardsModule],
  controllers: [WorkersController, WorkersMqtt],
  providers: [BrokerWatch, WorkersEvents, WorkersService],
  exports: [WorkersEvents, WorkersService],
})
export class WorkersModule {}
