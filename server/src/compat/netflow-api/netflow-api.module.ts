import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { AuthModule } from '../../access/auth/auth.module.js';
import { BillingModule } from '../../office/billing/billing.module.js';
import { CustomersModule } from '../../office/customers/customers.module.js';
import { LeadsModule } from '../../office/leads/leads.module.js';
import { MpesaModule } from '../../office/mpesa/mpesa.module.js';
import { PaymentsModule } from '../../office/payments/payments.module.js';
import { RoutersModule } from '../../office/routers/routers.module.js';
import { TicketsModule } from '../../office/tickets/tickets.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { ProvidersModule } from '../../messaging/providers/providers.module.js';
import { SmsModule } from '../../messaging/sms/sms.module.js';
import { NetflowAccessController } from './access.controller.js';
import { NetflowBillingController } from './billing.controller.js';
import { NetflowDeskController } from './desk.controller.js';
import { NetflowAccessService } from './netflow-access.service.js';
import { NetflowBillingService } from './netflow-billing.service.js';
import { NetflowDeskService } from './netflow-desk.service.js';
import { NetflowMpesaController } from './mpesa.controller.js';
import { NetflowFiguresService } from './netflow-figures.service.js';
import { NetflowMpesaService } from './netflow-mpesa.service.js';
import { officeError } from './office-error.filter.js';
import { OfficeViewsService } from './office-views.service.js';
import { NetflowSmsService } from './netflow-sms.service.js';
import { NetflowRoutersController } from './routers.controller.js';
import { NetflowSmsController } from './sms.controller.js';
import { SmsSettingsService } from './sms-settings.service.js';
import { messageError } from '../message-error.js';
import { admitOldClients, answerBelow } from '../old-clients.js';
import { netflowError } from './netflow-error.filter.js';

const SMS_URL = /^\/api\/(sms\/send|sms-settings)(\/|$)/;
/** Of `/api/auth` only what is below: the address itself is the gateway API's. */
const OFFICE_URL =
  /^\/api\/(auth\/.|(customers|invoices|payments|tickets|leads|integrations|stats\/dashboard|reports\/revenue)(\/|$))/;
/** Whatever else is below the address that this API and the gateway API have in common, and is none of ours. */
const UNKNOWN_URL = /^\/api(?:$|\/(?!(?:v1|docs)(?:\/|$)|openapi\.))/;

/** The NetFlow API's own URLs and shapes over the features' services. */
@Module({
  imports: [
    AuthModule,
    BillingModule,
    CustomersModule,
    IdempotencyModule,
    LeadsModule,
    MpesaModule,
    PaymentsModule,
    ProvidersModule,
    RoutersModule,
    SmsModule,
    TicketsModule,
  ],
  controllers: [
    NetflowAccessController,
    NetflowBillingController,
    NetflowDeskController,
    NetflowRoutersController,
    NetflowMpesaController,
    NetflowSmsController,
  ],
  providers: [
    NetflowAccessService,
    NetflowBillingService,
    NetflowDeskService,
    NetflowFiguresService,
    NetflowMpesaService,
    NetflowSmsService,
    OfficeViewsService,
    SmsSettingsService,
  ],
})
export class NetflowApiModule {
  constructor(host: HttpAdapterHost<FastifyAdapter>) {
    admitOldClients(host, { urls: SMS_URL, errorForm: netflowError, takesBareTokens: true });
    admitOldClients(host, { urls: OFFICE_URL, errorForm: officeError, takesBareTokens: true });
    answerBelow(host, UNKNOWN_URL, (failure) => messageError(failure, new Map()));
  }
}
