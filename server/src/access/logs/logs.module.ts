import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { AuthLogService } from './auth-log.service.js';
import { LogRetentionService } from './log-retention.service.js';
import { LogsController } from './logs.controller.js';
import { SystemLogService } from './system-log.service.js';

@Module({
  imports: [AuthModule],
  controllers: [LogsController],
  providers: [AuthLogService, LogRetentionService, SystemLogService],
  exports: [SystemLogService],
})
export class LogsModule {}
