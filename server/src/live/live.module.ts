import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { SmsModule } from '../sms/sms.module.js';
import { WorkersModule } from '../workers/workers.module.js';
import { LiveGateway } from './live.gateway.js';

@Module({ imports: [AuthModule, SmsModule, WorkersModule], providers: [LiveGateway] })
export class LiveModule {}
