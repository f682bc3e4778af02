import { Global, Module } from '@nestjs/common';
import { LeasesService } from './leases.service.js';

/** What only one server may do at a time, for every feature. */
@Global()
@Module({ providers: [LeasesService], exports: [LeasesService] })
export class LeasesModule {}
