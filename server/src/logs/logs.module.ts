import { Module } from '@nestjs/common';
import { SystemLog } from './system-log.service.js';

@Module({ providers: [SystemLog], exports: [SystemLog] })
export class LogsModule {}
