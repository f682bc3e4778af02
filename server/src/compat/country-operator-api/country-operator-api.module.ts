import { Module } from '@nestjs/common';
import { AuthModule } from '../../access/auth/auth.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { PairsModule } from '../../messaging/pairs/pairs.module.js';
import { CountryOperatorAccess } from './country-operator-access.service.js';
import { CountryOperatorLeniency } from './country-operator-leniency.service.js';
import { CountryOperatorController } from './country-operator.controller.js';
import { CountryOperators } from './country-operators.service.js';
import { CountryOperatorLoginController } from './login.controller.js';

/** The country-operator API's own URLs and shapes over the features' services. */
@Module({
  imports: [AuthModule, IdempotencyModule, PairsModule],
  controllers: [CountryOperatorController, CountryOperatorLoginController],
  providers: [CountryOperatorAccess, CountryOperatorLeniency, CountryOperators],
})
export class CountryOperatorApiModule {}
