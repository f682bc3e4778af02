import { Module } from '@nestjs/common';
import { LogsModule } from '../../access/logs/logs.module.js';
import { SmsModule } from '../sms/sms.module.js';
import { RetentionService } from './retention.service.js';

@Module({ imports: [LogsModule, SmsModule], providers: [RetentionService] })
export class RetentionModule {}
