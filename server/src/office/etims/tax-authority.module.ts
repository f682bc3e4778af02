import { Module } from '@nestjs/common';
import { NoTaxAuthorityService } from './no-tax-authority.service.js';
import { TaxAuthorityService } from './tax-authority.service.js';

/** Which tax authority is told; another one is bound here. */
@Module({
  providers: [{ provide: TaxAuthorityService, useClass: NoTaxAuthorityService }],
  exports: [TaxAuthorityService],
})
export class TaxAuthorityModule {}
