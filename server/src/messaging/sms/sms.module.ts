import { Module } from '@nestjs/common';
import { AuthModule } from '../../access/auth/auth.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { PairsModule } from '../pairs/pairs.module.js';
import { SimCardsModule } from '../sim-cards/sim-cards.module.js';
import { SuppressionModule } from '../suppression/suppression.module.js';
import { WorkersModule } from '../workers/workers.module.js';
import { AcceptService } from './accept/accept.service.js';
import { DirectDoorService } from './accept/direct-door.service.js';
import { DraftsService } from './accept/drafts.service.js';
import { IntakeService } from './accept/intake.service.js';
import { SendRateService } from './accept/send-rate.service.js';
import { BacklogService } from './dispatch/backlog.service.js';
import { ExpiryService } from './dispatch/expiry.service.js';
import { DispatchPaceService } from './dispatch/dispatch-pace.service.js';
import { DispatcherService } from './dispatch/dispatcher.service.js';
import { InFlightService } from './dispatch/in-flight.service.js';
import { JobOutboxService } from './dispatch/job-outbox.service.js';
import { QueueService } from './dispatch/queue.service.js';
import { RoutingService } from './dispatch/routing.service.js';
import { StraySweepService } from './dispatch/stray-sweep.service.js';
import { MessagesController } from './messages.controller.js';
import { MessagesService } from './messages.service.js';
import { ProgramProxiesService } from './program-proxies.service.js';
import { RoutePreviewsService } from './route-previews.service.js';
import { RoutesController } from './routes.controller.js';
import { RunMessagesService } from './run-messages.service.js';
import { SimCardTestsController } from './sim-card-tests.controller.js';
import { SmsEvents } from './sms.events.js';
import { SmsMqtt } from './sms.mqtt.js';
import { ChangeWriterService } from './status/change-writer.service.js';
import { ConfirmsService } from './status/confirms.service.js';
import { InboundService } from './status/inbound.service.js';
import { MassChangesService } from './status/mass-changes.service.js';
import { OptOutsService } from './status/opt-outs.service.js';
import { OptedOutService } from './status/opted-out.service.js';
import { StatusService } from './status/status.service.js';
import { WorkerEventsService } from './status/worker-events.service.js';

@Module({
  imports: [AuthModule, IdempotencyModule, PairsModule, SimCardsModule, SuppressionModule, WorkersModule],
  controllers: [MessagesController, RoutesController, SimCardTestsController, SmsMqtt],
  providers: [
    AcceptService,
    BacklogService,
    ChangeWriterService,
    ConfirmsService,
    DirectDoorService,
    DispatchPaceService,
    DispatcherService,
    DraftsService,
    ExpiryService,
    InboundService,
    InFlightService,
    IntakeService,
    JobOutboxService,
    MassChangesService,
    MessagesService,
    OptOutsService,
    OptedOutService,
    ProgramProxiesService,
    QueueService,
    RoutePreviewsService,
    RoutingService,
    RunMessagesService,
    SendRateService,
    SmsEvents,
    StatusService,
    StraySweepService,
    WorkerEventsService,
  ],
  exports: [
    AcceptService,
    DirectDoorService,
    MessagesService,
    ProgramProxiesService,
    QueueService,
    RunMessagesService,
    SendRateService,
    SmsEvents,
  ],
})
export class SmsModule {}
