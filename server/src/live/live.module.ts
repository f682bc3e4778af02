import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { NumberListsModule } from '../number-lists/number-lists.module.js';
import { ProgramsModule } from '../programs/programs.module.js';
import { SimCardsModule } from '../sim-cards/sim-cards.module.js';
import { SmsModule } from '../sms/sms.module.js';
import { WorkersModule } from '../workers/workers.module.js';
import { LiveGateway } from './live.gateway.js';
import { StaffNews } from './staff-news.js';

@Module({
  imports: [AuthModule, NumberListsModule, ProgramsModule, SimCardsModule, SmsModule, WorkersModule],
  providers: [LiveGateway, StaffNews],
})
export class LiveModule {}
