import { Module } from '@nestjs/common';
import { SimCardsModule } from '../../messaging/sim-cards/sim-cards.module.js';
import { SmsModule } from '../../messaging/sms/sms.module.js';
import { TracesService } from './traces.service.js';

/** The life of a message as a trace, where a collector is set. */
@Module({ imports: [SimCardsModule, SmsModule], providers: [TracesService] })
export class TracesModule {}
