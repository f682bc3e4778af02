import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { ProvidersModule } from '../../messaging/providers/providers.module.js';
import { SmsModule } from '../../messaging/sms/sms.module.js';
import { NetflowLeniency } from './netflow-leniency.service.js';
import { NetflowMessages } from './netflow-sms.service.js';
import { NetflowSmsController } from './sms.controller.js';
import { SmsSettings } from './sms-settings.service.js';

/** The NetFlow API's own URLs and shapes over the features' services. */
@Module({
  imports: [IdempotencyModule, ProvidersModule, SmsModule],
  controllers: [NetflowSmsController],
  providers: [NetflowLeniency, NetflowMessages, SmsSettings],
})
export class NetflowApiModule {}
