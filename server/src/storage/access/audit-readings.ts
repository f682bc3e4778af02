/** How the thing that a request changes is read, by what its address names it by: a number, or a text. */
export interface Reading {
  sql: string;
  isText: boolean;
}
const byNumber = (table: string, columns = '*'): Reading => ({
  sql: `SELECT ${columns} FROM ${table} WHERE id = ?`,
  isText: false,
});
const byText = (table: string, { key = 'id', columns = '*' } = {}): Reading => ({
  sql: `SELECT ${columns} FROM ${table} WHERE ${key} = ?`,
  isText: true,
});
/** In two tables. */
const providers: Reading = {
  sql:
    'SELECT c.label, c.status, c.rate_per_minute, c.daily_cap, c.window_size, c.deleted_at, p.sender, p.settings, ' +
    'p.secrets FROM channels c JOIN providers p ON p.channel_id = c.id WHERE c.id = ?',
  isText: false,
};

const READINGS: Readonly<Record<string, Reading>> = {
  users: byNumber('users'),
  // One's own account.
  auth: byNumber('users'),
  sessions: byText('sessions'),
  'api-keys': byNumber('api_keys'),
  webhooks: byNumber('webhooks'),
  pairs: byText('pairs'),
  'number-lists': byText('number_lists'),
  programs: byText('programs'),
  suppressions: byText('suppressions', { key: 'number' }),
  'sim-cards': byNumber('channels'),
  providers,
  workers: byText('workers'),
  customers: byNumber('customers'),
  'customer-imports': byNumber('customer_imports'),
  invoices: byNumber('invoices'),
  payments: byNumber('payments'),
  'unmatched-payments': byNumber('incoming_payments'),
  'payment-pushes': byNumber('mpesa_attempts'),
  tickets: byNumber('tickets'),
  leads: byNumber('leads'),
  routers: byNumber('routers'),
  'canned-replies': byNumber('canned_replies'),
  settings: byText('office_settings', { key: 'name' }),
  alerts: byNumber('alerts'),
  'alert-rules': byNumber('alert_rules'),
  'alert-channels': byNumber('alert_channels'),
  silences: byNumber('alert_silences'),
  // Not what is on its way: it may be a message, or a secret of somebody else's.
  outbox: byText('outbox', { columns: 'kind, topic, state, attempts, due_at, deadline, error, ended_at' }),
};

/** Undefined where nothing of such things is read. */
export const readingOf = (subjectType: string): Reading | undefined => READINGS[subjectType];
/** All kinds of things of which something is read. */
export const READ_SUBJECTS: readonly string[] = Object.keys(READINGS);
