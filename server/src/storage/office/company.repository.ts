import { Injectable } from '@nestjs/common';
import type { Company } from '../../office/company/company.js';
import { CompanyRepository } from '../../office/company/company.repository.js';
import { Database } from '../typeorm/database.js';
import { findSetting, keepSetting } from './settings.js';

const NAME = 'company';

@Injectable()
export class SqlCompanyRepository extends CompanyRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override find(): Promise<Company | null> {
    return findSetting<Company>(this.db, NAME);
  }

  override keep(company: Company, at: number): Promise<void> {
    return keepSetting(this.db, NAME, company, at);
  }
}
