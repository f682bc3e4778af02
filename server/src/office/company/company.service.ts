import { Injectable } from '@nestjs/common';
import type { CompanyChange } from '@signalbox/contracts/office/company';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import type { Principal } from '../../platform/common/principal.js';
import { Config } from '../../platform/config/config.js';
import { type Company, companyOf } from './company.js';
import { CompanyRepository } from './company.repository.js';

/** Who writes the invoices. */
@Injectable()
export class CompanyService {
  constructor(
    private readonly companies: CompanyRepository,
    private readonly config: Config,
    private readonly log: SystemLogService,
  ) {}

  /** Until somebody has said more: what `COMPANY_NAME` says. */
  async get(): Promise<Company> {
    return (await this.companies.find()) ?? companyOf(this.config.env.COMPANY_NAME);
  }

  async replace(change: CompanyChange, { userId }: Principal): Promise<Company> {
    const company: Company = {
      name: change.name,
      address: change.address ?? null,
      phone: change.phone ?? null,
      email: change.email ?? null,
      taxId: change.tax_id ?? null,
      payInstructions: change.pay_instructions ?? null,
    };
    const before = await this.get();
    await this.companies.keep(company, Date.now());
    const details = `company: ${JSON.stringify(before)} is ${JSON.stringify(company)} now`;
    this.log.record({ action: 'company_changed', details, status: 'ok', userId });
    return company;
  }
}
