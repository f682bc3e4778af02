import { Injectable } from '@nestjs/common';
import type { CustomerImport, ImportedRows, Reject } from '../../office/files/customer-import.js';
import { CustomerImportRepository } from '../../office/files/customer-import.repository.js';
import { Database } from '../typeorm/database.js';
import { marks } from '../typeorm/marks.js';
import type { Tx } from '../typeorm/tx.js';
import { insertCustomers } from './customer.repository.js';

type Numeric = number | string;
interface ImportRow {
  id: number;
  digest: string;
  file_name: string;
  status: CustomerImport['status'];
  reason: string | null;
  row_count: number;
  added: number;
  known: number;
  rejected: number;
  user_id: number | null;
  created_at: Numeric;
  ended_at: Numeric | null;
}

const BY_ID = 'SELECT * FROM customer_imports WHERE id = ?';
/** Moves on only from where the rows begin: of two that have them the second stores nothing. */
const MOVE =
  "UPDATE customer_imports SET status = 'importing', reason = NULL, row_count = row_count + ?, added = added + ?, " +
  'known = known + ?, rejected = rejected + ? WHERE id = ? AND row_count = ?';

@Injectable()
export class SqlCustomerImportRepository extends CustomerImportRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override begin(
    { digest, fileName, userId }: Pick<CustomerImport, 'digest' | 'fileName' | 'userId'>,
    at: number,
  ): Promise<CustomerImport> {
    const columns = ['digest', 'file_name', 'status', 'user_id', 'created_at'];
    const row = [digest, fileName.slice(0, 255), 'importing', userId, at];
    return this.db.write(async (tx) => {
      await tx.insert('customer_imports', columns, [row], { ignore: true });
      const [found] = await tx.all<ImportRow>('SELECT * FROM customer_imports WHERE digest = ?', [digest]);
      return imported(found);
    });
  }

  override take(id: number, from: number, rows: ImportedRows): Promise<CustomerImport | null> {
    return this.db.write(async (tx) => {
      const fresh = await unknown(tx, rows.customers);
      const known = rows.customers.length - fresh.length;
      const moved = await tx.run(MOVE, [rows.read, fresh.length, known, rows.rejects.length, id, from]);
      if (moved === 0) return null;
      const rejects = rows.rejects.map(({ line, value, reason }) => [id, line, value, reason.slice(0, 300)]);
      if (rejects.length > 0) {
        await tx.insert('customer_import_rejects', ['import_id', 'line', 'value', 'reason'], rejects);
      }
      await insertCustomers(tx, fresh);
      const [row] = await tx.all<ImportRow>(BY_ID, [id]);
      return imported(row);
    });
  }

  override end(id: number, reason: string | null, at: number): Promise<CustomerImport> {
    const status = reason === null ? 'done' : 'failed';
    return this.db.write(async (tx) => {
      const set = 'UPDATE customer_imports SET status = ?, reason = ?, ended_at = ? WHERE id = ?';
      await tx.run(set, [status, reason?.slice(0, 300) ?? null, at, id]);
      const [row] = await tx.all<ImportRow>(BY_ID, [id]);
      return imported(row);
    });
  }

  override async find(id: number): Promise<CustomerImport | null> {
    const [row] = await this.db.read<ImportRow>(BY_ID, [id]);
    return row ? imported(row) : null;
  }

  override rejects(id: number, afterLine: number, limit: number): Promise<Reject[]> {
    const sql =
      'SELECT line, value, reason FROM customer_import_rejects WHERE import_id = ? AND line > ? ORDER BY line LIMIT ?';
    return this.db.read<Reject>(sql, [id, afterLine, limit]);
  }
}

/** Those whose account number is nobody's. */
async function unknown(tx: Tx, customers: ImportedRows['customers']) {
  const numbers = customers.flatMap(({ accountNumber }) => (accountNumber === null ? [] : [accountNumber]));
  const rows =
    numbers.length === 0
      ? []
      : await tx.all<{ account_number: string }>(
          `SELECT account_number FROM customers WHERE account_number IN (${marks(numbers)})`,
          numbers,
        );
  const there = new Set(rows.map((row) => row.account_number));
  return customers
    .filter(({ accountNumber }) => accountNumber === null || !there.has(accountNumber))
    .map(({ record }) => record);
}

function imported(row: ImportRow | undefined): CustomerImport {
  if (!row) throw new Error('the import is not there');
  const { file_name, row_count, user_id, created_at, ended_at, ...rest } = row;
  return {
    ...rest,
    fileName: file_name,
    rows: row_count,
    userId: user_id,
    createdAt: Number(created_at),
    endedAt: ended_at === null ? null : Number(ended_at),
  };
}
