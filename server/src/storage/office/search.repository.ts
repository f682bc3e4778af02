import { Injectable } from '@nestjs/common';
import type { SearchHit } from '@signalbox/contracts/office/search';
import { MAX_HITS, type Sought, rangeOf } from '../../office/search/search.js';
import { SearchRepository } from '../../office/search/search.repository.js';
import { Database } from '../typeorm/database.js';
import { marks } from '../typeorm/marks.js';

interface HitRow {
  id: number;
  number: string | null;
  name: string;
  phone: string | null;
  customer_id: number | null;
}

const CUSTOMER = 'SELECT id, account_number AS number, name, phone, id AS customer_id FROM customers';
const INVOICE =
  'SELECT invoices.id, invoices.number, customers.name, NULL AS phone, customer_id FROM invoices ' +
  'JOIN customers ON customers.id = customer_id';
const TICKET = 'SELECT id, number, subject AS name, NULL AS phone, customer_id FROM tickets';

/** By beginnings that an index has, of few rows each. */
@Injectable()
export class SqlSearchRepository extends SearchRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async find({ number, name, phones }: Sought): Promise<SearchHit[]> {
    const [invoices, tickets, ...customers] = await Promise.all([
      this.beginning('invoice', INVOICE, 'invoices.number', number),
      this.beginning('ticket', TICKET, 'number', number),
      this.beginning('customer', CUSTOMER, 'account_number', number),
      ...phones.map((phone) => this.beginning('customer', CUSTOMER, 'phone', phone)),
      this.beginning('customer', CUSTOMER, 'name_key', name),
      this.beginning('customer', CUSTOMER, 'last_key', name),
    ]);
    const found = customers.flat();
    const ids = [...new Set(found.map(({ id }) => id))].slice(0, MAX_HITS);
    const theirs = await Promise.all([
      this.of('invoice', INVOICE, 'invoices.id', ids),
      this.of('ticket', TICKET, 'id', ids),
    ]);
    return [...invoices, ...tickets, ...found, ...theirs.flat()];
  }

  private async beginning(kind: SearchHit['kind'], select: string, column: string, text: string): Promise<SearchHit[]> {
    const sql = `${select} WHERE ${column} >= ? AND ${column} < ? ORDER BY ${column} LIMIT ${MAX_HITS}`;
    return hitsOf(kind, await this.db.read<HitRow>(sql, rangeOf(text)));
  }

  /** What customers have, the newest first. */
  private async of(kind: SearchHit['kind'], select: string, id: string, customers: number[]): Promise<SearchHit[]> {
    if (customers.length === 0) return [];
    const sql = `${select} WHERE customer_id IN (${marks(customers)}) ORDER BY ${id} DESC LIMIT ${MAX_HITS}`;
    return hitsOf(kind, await this.db.read<HitRow>(sql, customers));
  }
}

const hitsOf = (kind: SearchHit['kind'], rows: HitRow[]): SearchHit[] =>
  rows.map(({ id, number, name, phone, customer_id }) => ({ kind, id, number, name, phone, customer_id }));
