import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { AuthLog } from './auth-log.service.js';
import { LogRetention } from './log-retention.service.js';
import { SystemLog } from './system-log.service.js';

@Module({ imports: [AuthModule], providers: [AuthLog, LogRetention, SystemLog], exports: [SystemLog] })
export class LogsModule {}
