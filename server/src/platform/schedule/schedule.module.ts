import { Global, Module } from '@nestjs/common';
import { ScheduleService } from './schedule.service.js';

/** Jobs by the clock, for every feature. */
@Global()
@Module({ providers: [ScheduleService], exports: [ScheduleService] })
export class ScheduleModule {}
