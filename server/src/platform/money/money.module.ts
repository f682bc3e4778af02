import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { InstallationRepository } from '../config/installation.repository.js';
import { MoneyService, openMoney } from './money.service.js';

@Global()
@Module({
  providers: [{ provide: MoneyService, inject: [Config, InstallationRepository], useFactory: openMoney }],
  exports: [MoneyService],
})
export class MoneyModule {}
