import { NewCustomer } from '@signalbox/contracts/office/customers';
import { issuesToErrors } from '../../platform/common/validation.js';

/** What the columns of a customer may be called; blanks, case and what stands between words do not matter. */
const NAMES: Record<keyof NewCustomer | 'account_number', readonly string[]> = {
  name: ['name', 'customer', 'customername', 'fullname', 'company', 'clientname', 'client', 'jina'],
  email: ['email', 'emailaddress', 'mail'],
  phone: ['phone', 'phonenumber', 'mobile', 'mobilenumber', 'telephone', 'tel', 'msisdn', 'number', 'simu'],
  address: ['address', 'street', 'streetaddress'],
  city: ['city', 'town'],
  country: ['country'],
  account_type: ['accounttype', 'type'],
  status: ['status'],
  account_number: ['accountnumber', 'accountno', 'account'],
};
export type CustomerColumn = keyof typeof NAMES;

/** Before what a spreadsheet would take for a formula: an export puts it there. */
const NEUTRALISED = /^'(?=[=+\-@\t\r])/;

const keyOf = (header: string): string => header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Which column of a file is which, by its line of names; the first of two that are called alike. */
export function columnsOf(header: readonly string[]): Map<CustomerColumn, number> {
  const keys = header.map(keyOf);
  const found = new Map<CustomerColumn, number>();
  for (const [column, names] of Object.entries(NAMES) as [CustomerColumn, readonly string[]][]) {
    const at = keys.findIndex((key) => names.includes(key));
    if (at >= 0) found.set(column, at);
  }
  return found;
}

/** A row as a request for a customer, with its account number where it has one; or what is wrong with it. */
export function customerOf(
  cells: readonly string[],
  columns: ReadonlyMap<CustomerColumn, number>,
): { customer: NewCustomer; accountNumber: string | null } | { reason: string } {
  const given: Partial<Record<CustomerColumn, string>> = {};
  for (const [column, at] of columns) {
    const text = (cells[at] ?? '').trim().replace(NEUTRALISED, '');
    if (text !== '') given[column] = column === 'status' ? text.toLowerCase() : text;
  }
  const { account_number: accountNumber = null, ...rest } = given;
  const { data, error } = NewCustomer.safeParse(rest);
  if (data) return { customer: data, accountNumber };
  const [first] = issuesToErrors(error.issues);
  return { reason: first ? `${first.field}: ${first.message}` : 'it cannot be read' };
}
