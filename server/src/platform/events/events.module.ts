import { Global, Module } from '@nestjs/common';
import { EventsService } from './events.service.js';

/** What happened, for every feature. */
@Global()
@Module({ providers: [EventsService], exports: [EventsService] })
export class EventsModule {}
