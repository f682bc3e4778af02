import { Injectable } from '@nestjs/common';
import type { Company } from '../../office/company/company.js';
import { CompanyRepository } from '../../office/company/company.repository.js';
import { Database } from '../typeorm/database.js';

const NAME = 'company';

@Injectable()
export class SqlCompanyRepository extends CompanyRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async find(): Promise<Company | null> {
    const [row] = await this.db.read<{ value: string }>('SELECT value FROM office_settings WHERE name = ?', [NAME]);
    return row ? (JSON.parse(row.value) as Company) : null;
  }

  override keep(company: Company, at: number): Promise<void> {
    const value = JSON.stringify(company);
    return this.db.write(async (tx) => {
      await tx.insert('office_settings', ['name', 'value', 'updated_at'], [[NAME, value, at]], { ignore: true });
      await tx.run('UPDATE office_settings SET value = ?, updated_at = ? WHERE name = ?', [value, at, NAME]);
    });
  }
}
