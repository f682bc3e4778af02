import { Module } from '@nestjs/common';
import { LogsModule } from '../../access/logs/logs.module.js';
import { ProgramsModule } from '../../campaigns/programs/programs.module.js';
import { PairsModule } from '../../messaging/pairs/pairs.module.js';
import { SimCardsModule } from '../../messaging/sim-cards/sim-cards.module.js';
import { SmsModule } from '../../messaging/sms/sms.module.js';
import { WorkersModule } from '../../messaging/workers/workers.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { ScheduleService } from '../../platform/schedule/schedule.service.js';
import { AlertmanagerService } from './alertmanager.service.js';
import { AlertsController } from './alerts.controller.js';
import { AlertsEvents } from './alerts.events.js';
import { AlertsService } from './alerts.service.js';
import { AnnouncementsService } from './announcements.service.js';
import { AlertChannelsController } from './channels/alert-channels.controller.js';
import { AlertChannelsService } from './channels/alert-channels.service.js';
import { ChannelSealService } from './channels/channel-seal.service.js';
import { EvaluationService } from './evaluation.service.js';
import { BalancesService } from './look/balances.service.js';
import { ChannelWatcherService } from './look/channel-watcher.service.js';
import { HouseWatcherService } from './look/house-watcher.service.js';
import { OfficeWatcherService } from './look/office-watcher.service.js';
import { ProgramNamesService } from './look/program-names.service.js';
import { ProgramWatcherService } from './look/program-watcher.service.js';
import { QueueWatcherService } from './look/queue-watcher.service.js';
import { SystemWatchersService } from './look/system-watchers.service.js';
import { TrafficWatcherService } from './look/traffic-watcher.service.js';
import { WatchersService } from './look/watchers.service.js';
import { WorkerWatcherService } from './look/worker-watcher.service.js';
import { DeliveriesService } from './notify/deliveries.service.js';
import { DigestTextsService } from './notify/digest-texts.service.js';
import { HouseService } from './notify/house.service.js';
import { NotifierService } from './notify/notifier.service.js';
import { AlertRulesController } from './rules/alert-rules.controller.js';
import { AlertRulesService } from './rules/alert-rules.service.js';
import { PreviewService } from './rules/preview.service.js';
import { SilencesController } from './silences/silences.controller.js';
import { SilencesService } from './silences/silences.service.js';

@Module({
  imports: [IdempotencyModule, LogsModule, PairsModule, ProgramsModule, SimCardsModule, SmsModule, WorkersModule],
  controllers: [AlertChannelsController, AlertRulesController, AlertsController, SilencesController],
  providers: [
    AlertChannelsService,
    AlertRulesService,
    AlertmanagerService,
    AlertsEvents,
    AlertsService,
    AnnouncementsService,
    BalancesService,
    ChannelSealService,
    ChannelWatcherService,
    DeliveriesService,
    DigestTextsService,
    EvaluationService,
    HouseService,
    HouseWatcherService,
    NotifierService,
    OfficeWatcherService,
    PreviewService,
    ProgramNamesService,
    ProgramWatcherService,
    QueueWatcherService,
    SilencesService,
    SystemWatchersService,
    TrafficWatcherService,
    WatchersService,
    WorkerWatcherService,
  ],
  exports: [
    AlertChannelsService,
    AlertsEvents,
    AlertsService,
    AnnouncementsService,
    DeliveriesService,
    DigestTextsService,
    SilencesService,
  ],
})
export class AlertsModule {
  constructor(evaluation: EvaluationService, schedule: ScheduleService) {
    evaluation.schedule(schedule);
  }
}
