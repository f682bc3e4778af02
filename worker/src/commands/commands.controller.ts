import { Controller, Inject, type Type, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { ConfirmPacket, HelloPacket, JobsPacket, ProvidersPacket, RequestPacket } from '@signalbox/contracts/bus';
import { topicsOf } from '@signalbox/contracts/topics';
import { PassErrorsFilter } from '@signalbox/transport/pass-errors.filter';
import { EventSender } from '../events/event-sender.js';
import { AccountsService } from './accounts.service.js';
import { JobsService } from './jobs.service.js';
import { Greeter } from './greeter.js';
import { RequestsService } from './requests.service.js';

/** The MQTT door of one worker. A class for each, because a worker may read only below its own name. */
export function commandsOf(worker: string): Type {
  const topics = topicsOf(worker);

  @Controller()
  @UseFilters(PassErrorsFilter)
  class Commands {
    constructor(
      @Inject(JobsService) private readonly jobs: JobsService,
      @Inject(EventSender) private readonly sender: EventSender,
      @Inject(RequestsService) private readonly requests: RequestsService,
      @Inject(AccountsService) private readonly accounts: AccountsService,
      @Inject(Greeter) private readonly greeter: Greeter,
    ) {}

    @EventPattern<string>(topics.hello)
    greet(@Payload({ schema: HelloPacket }) packet: HelloPacket): void {
      this.greeter.greet(packet);
    }

    @EventPattern<string>(topics.jobs)
    accept(@Payload({ schema: JobsPacket }) packet: JobsPacket): void {
      this.jobs.accept(packet);
    }

    @EventPattern<string>(topics.confirms)
    confirm(@Payload({ schema: ConfirmPacket }) { upto, fence }: ConfirmPacket): void {
      this.sender.confirm(upto, fence);
    }

    @EventPattern<string>(topics.providers)
    hold(@Payload({ schema: ProvidersPacket }) packet: ProvidersPacket): void {
      this.accounts.take(packet);
    }

    @EventPattern<string>(topics.requests)
    request(@Payload({ schema: RequestPacket }) request: RequestPacket): void {
      this.requests.take(request);
    }
  }
  return Commands;
}
