import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { OutboundGuard } from './outbound-guard.js';
import { OutboundService } from './outbound.service.js';

/** What is posted to addresses that people entered. */
@Global()
@Module({
  providers: [
    {
      provide: OutboundGuard,
      useFactory: (config: Config) => new OutboundGuard(config.webhookNetworks),
      inject: [Config],
    },
    OutboundService,
  ],
  exports: [OutboundGuard, OutboundService],
})
export class OutboundModule {}
