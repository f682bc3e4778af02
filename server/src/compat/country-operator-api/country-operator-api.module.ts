import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { AuthModule } from '../../access/auth/auth.module.js';
import { AlertsModule } from '../../insight/alerts/alerts.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { PairsModule } from '../../messaging/pairs/pairs.module.js';
import { CountryOperatorAlertController } from './alert.controller.js';
import { CountryOperatorAccessService } from './country-operator-access.service.js';
import { CountryOperatorController } from './country-operator.controller.js';
import { CountryOperatorsService } from './country-operators.service.js';
import { CountryOperatorLoginController } from './login.controller.js';
import { admitOldClients } from '../old-clients.js';
import { countryOperatorError } from './country-operator-error.filter.js';

const COUNTRY_OPERATOR_URL = /^\/(login|country-operator|alert)(\/|$)/;

/** The country-operator API's own URLs and shapes over the features' services. */
@Module({
  imports: [AlertsModule, AuthModule, IdempotencyModule, PairsModule],
  controllers: [CountryOperatorAlertController, CountryOperatorController, CountryOperatorLoginController],
  providers: [CountryOperatorAccessService, CountryOperatorsService],
})
export class CountryOperatorApiModule {
  constructor(host: HttpAdapterHost<FastifyAdapter>) {
    admitOldClients(host, { urls: COUNTRY_OPERATOR_URL, errorForm: countryOperatorError, takesBareTokens: true });
  }
}
