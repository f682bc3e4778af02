import { Module } from '@nestjs/common';
import { AuthModule } from '../../access/auth/auth.module.js';
import { NumberListsModule } from '../../campaigns/number-lists/number-lists.module.js';
import { ProgramsModule } from '../../campaigns/programs/programs.module.js';
import { SimCardsModule } from '../../messaging/sim-cards/sim-cards.module.js';
import { SmsModule } from '../../messaging/sms/sms.module.js';
import { WorkersModule } from '../../messaging/workers/workers.module.js';
import { LiveAdmissionService } from './live-admission.service.js';
import { LiveGateway } from './live.gateway.js';
import { StaffNewsService } from './staff-news.service.js';
import { WorkerNewsService } from './worker-news.service.js';

@Module({
  imports: [AuthModule, NumberListsModule, ProgramsModule, SimCardsModule, SmsModule, WorkersModule],
  providers: [LiveAdmissionService, LiveGateway, StaffNewsService, WorkerNewsService],
  exports: [LiveAdmissionService],
})
export class LiveModule {}
