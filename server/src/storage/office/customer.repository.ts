import { Injectable } from '@nestjs/common';
import type { Customer, CustomerPatch, NewCustomerRecord } from '../../office/customers/customer.js';
import { type CustomerFilter, CustomerRepository } from '../../office/customers/customer.repository.js';
import { nameKeys } from '../../office/search/search.js';
import { NotFound } from '../../platform/common/errors.js';
import { onceKey } from '../../platform/common/idempotency/once.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Database } from '../typeorm/database.js';
import type { SqlValue, Tx } from '../typeorm/tx.js';
import { once } from './once.js';
import { RowCount } from './row-count.js';
import { Where, assignments, containing, insertedId, newest, nextNumber } from './rows.js';

type Numeric = number | string;
interface CustomerRow {
  id: number;
  account_number: string;
  name: string;
  email: string | null;
  phone: string | null;
  address: string | null;
  city: string | null;
  country: string | null;
  account_type: string | null;
  status: Customer['status'];
  balance: Numeric;
  created_at: Numeric;
  updated_at: Numeric;
}

const SELECT = 'SELECT * FROM customers';
const SEARCHED = ['name', 'email', 'phone', 'account_number'].map((column) => `LOWER(${column}) LIKE ? ESCAPE '!'`);

@Injectable()
export class SqlCustomerRepository extends CustomerRepository {
  private readonly all: RowCount;

  constructor(private readonly db: Database) {
    super();
    this.all = new RowCount(db, 'customers');
  }

  override create(customer: NewCustomerRecord): Promise<Customer> {
    const key = onceKey('customer');
    return this.db.write(async (tx) => {
      const id = await once(tx, key, async () => (await insertCustomer(tx, customer, this.db.isSqlite)).id);
      const [row] = await tx.all<CustomerRow>(`${SELECT} WHERE id = ?`, [id]);
      if (!row) throw new NotFound('customer', id);
      return toCustomer(row);
    });
  }

  override async find(id: number): Promise<Customer | null> {
    const [row] = await this.db.read<CustomerRow>(`${SELECT} WHERE id = ?`, [id]);
    return row ? toCustomer(row) : null;
  }

  override async list(filter: CustomerFilter, stretch: Stretch): Promise<Customer[]> {
    const where = whereOf(filter);
    const { sql, params } = newest(where, where.sql === '' ? await this.all.nearer(stretch) : stretch);
    return (await this.db.read<CustomerRow>(`${SELECT}${sql}`, params)).map(toCustomer);
  }

  override async count(filter: CustomerFilter): Promise<number> {
    const { sql, params } = whereOf(filter);
    if (sql === '') return this.all.now();
    const [row] = await this.db.readLong<{ many: Numeric }>(`SELECT COUNT(*) AS many FROM customers${sql}`, params);
    return Number(row?.many);
  }

  override change(id: number, { accountType, ...patch }: CustomerPatch, at: number): Promise<Customer | null> {
    const { sql, params } = assignments({
      ...patch,
      ...(patch.name !== undefined && keysOf(patch.name)),
      account_type: accountType,
      updated_at: at,
    });
    return this.db.write(async (tx) => {
      await tx.run(`UPDATE customers SET ${sql} WHERE id = ?`, [...params, id]);
      const [row] = await tx.all<CustomerRow>(`${SELECT} WHERE id = ?`, [id]);
      return row ? toCustomer(row) : null;
    });
  }
}

/** By which it is found. */
function keysOf(name: string): Record<string, SqlValue> {
  const keys = nameKeys(name);
  return { name_key: keys.name, last_key: keys.last };
}

/** New customers, within a transaction that does no more: their numbers are drawn together. */
export async function insertCustomers(tx: Tx, customers: readonly NewCustomerRecord[]): Promise<void> {
  if (customers.length === 0) return;
  const last = await nextNumber(tx, 'CUST', customers.length);
  const rows = customers.map((customer, at) => ({
    ...rowOf(customer),
    account_number: accountNumberOf(last - customers.length + 1 + at),
  }));
  await tx.insert(
    'customers',
    Object.keys(rows[0] ?? {}),
    rows.map((row) => Object.values(row)),
  );
}

const accountNumberOf = (nth: number): string => `CUST-${String(nth).padStart(3, '0')}`;

const rowOf = ({ accountType, createdAt, ...rest }: NewCustomerRecord): Record<string, SqlValue> => ({
  name: rest.name,
  email: rest.email,
  phone: rest.phone,
  address: rest.address,
  city: rest.city,
  country: rest.country,
  status: rest.status,
  ...keysOf(rest.name),
  account_type: accountType,
  created_at: createdAt,
  updated_at: createdAt,
});

/** A new customer, within a transaction; its number is drawn last. */
export async function insertCustomer(tx: Tx, customer: NewCustomerRecord, isSqlite: boolean): Promise<Customer> {
  const row = rowOf(customer);
  await tx.insert('customers', Object.keys(row), [Object.values(row)]);
  const id = await insertedId(tx, isSqlite);
  const accountNumber = accountNumberOf(await nextNumber(tx, 'CUST'));
  await tx.run('UPDATE customers SET account_number = ? WHERE id = ?', [accountNumber, id]);
  return { ...customer, id, accountNumber, balance: 0, updatedAt: customer.createdAt };
}

function whereOf({ status, search }: CustomerFilter): Where {
  const text = search === undefined ? undefined : containing(search);
  return new Where().and('status = ?', status).and(`(${SEARCHED.join(' OR ')})`, ...SEARCHED.map(() => text));
}

const toCustomer = (row: CustomerRow): Customer => ({
  id: row.id,
  accountNumber: row.account_number,
  name: row.name,
  email: row.email,
  phone: row.phone,
  address: row.address,
  city: row.city,
  country: row.country,
  accountType: row.account_type,
  status: row.status,
  balance: Number(row.balance),
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});
