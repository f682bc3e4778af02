import { Controller, UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, MqttContext, Payload } from '@nestjs/microservices';
import { ReplyPacket } from '@signalbox/contracts/bus';
import { ANY_WORKER, workerOf } from '@signalbox/contracts/topics';
import { PassErrorsFilter } from '@signalbox/transport/pass-errors.filter';
import { WorkerRequestsService } from './worker-requests.service.js';

@Controller()
@UseFilters(PassErrorsFilter)
export class ModemBusMqtt {
  constructor(private readonly requests: WorkerRequestsService) {}

  @EventPattern<string>(ANY_WORKER.replies)
  receive(@Payload({ schema: ReplyPacket }) reply: ReplyPacket, @Ctx() context: MqttContext) {
    this.requests.receive(workerOf(context.getTopic()), reply);
  }
}
