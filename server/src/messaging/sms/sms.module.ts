import { Module } from '@nestjs/common';
import { AuthModule } from '../../access/auth/auth.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { PairsModule } from '../pairs/pairs.module.js';
import { SimCardsModule } from '../sim-cards/sim-cards.module.js';
import { SuppressionModule } from '../suppression/suppression.module.js';
import { WorkersModule } from '../workers/workers.module.js';
import { AcceptService } from './accept/accept.service.js';
import { DirectDoor } from './accept/direct-door.service.js';
import { Drafts } from './accept/drafts.service.js';
import { Intake } from './accept/intake.service.js';
import { SendRate } from './accept/send-rate.service.js';
import { Backlog } from './dispatch/backlog.service.js';
import { Expiry } from './dispatch/expiry.service.js';
import { DispatchPace } from './dispatch/dispatch-pace.service.js';
import { Dispatcher } from './dispatch/dispatcher.service.js';
import { InFlight } from './dispatch/in-flight.service.js';
import { JobOutbox } from './dispatch/job-outbox.service.js';
import { QueueService } from './dispatch/queue.service.js';
import { Routing } from './dispatch/routing.service.js';
import { StraySweep } from './dispatch/stray-sweep.service.js';
import { MessagesController } from './messages.controller.js';
import { MessagesService } from './messages.service.js';
import { ProgramProxies } from './program-proxies.service.js';
import { RoutePreviews } from './route-previews.service.js';
import { RoutesController } from './routes.controller.js';
import { RunMessages } from './runs.service.js';
import { SimCardTestsController } from './sim-card-tests.controller.js';
import { SmsEvents } from './sms.events.js';
import { SmsMqtt } from './sms.mqtt.js';
import { ChangeWriter } from './status/change-writer.service.js';
import { Confirms } from './status/confirms.service.js';
import { InboundService } from './status/inbound.service.js';
import { MassChanges } from './status/mass-changes.service.js';
import { OptOuts } from './status/opt-outs.service.js';
import { StatusService } from './status/status.service.js';
import { WorkerEvents } from './status/worker-events.service.js';

@Module({
  imports: [AuthModule, IdempotencyModule, PairsModule, SimCardsModule, SuppressionModule, WorkersModule],
  controllers: [MessagesController, RoutesController, SimCardTestsController, SmsMqtt],
  providers: [
    AcceptService,
    Backlog,
    ChangeWriter,
    Confirms,
    DirectDoor,
    DispatchPace,
    Dispatcher,
    Drafts,
    Expiry,
    InboundService,
    InFlight,
    Intake,
    JobOutbox,
    MassChanges,
    MessagesService,
    OptOuts,
    ProgramProxies,
    QueueService,
    RoutePreviews,
    Routing,
    RunMessages,
    SendRate,
    SmsEvents,
    StatusService,
    StraySweep,
    WorkerEvents,
  ],
  exports: [AcceptService, DirectDoor, MessagesService, QueueService, RunMessages, SendRate, SmsEvents],
})
export class SmsModule {}
