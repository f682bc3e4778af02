import { describe, expect, it } from '@jest/globals';
import { actionOf } from './action.js';

describe('what is written down of a door', () => {
  it.each([
    ['POST', '/api/v1/pairs', 'pairs.create', 'pairs'],
    ['PATCH', '/api/v1/pairs/:id', 'pairs.change', 'pairs'],
    ['DELETE', '/api/v1/pairs/:id', 'pairs.delete', 'pairs'],
    ['POST', '/api/v1/pairs/import', 'pairs.import', 'pairs'],
    ['POST', '/api/v1/invoices/:id/credit-notes', 'invoices.credit-notes', 'invoices'],
    ['DELETE', '/api/v1/tickets/:id/attachments/:file_id', 'tickets.attachments.delete', 'tickets'],
    ['PUT', '/api/v1/settings/company', 'settings.company.change', 'settings'],
    ['GET', '/api/v1/customers.csv', 'customers.export', 'customers'],
    ['POST', '/api/v1/lists/:list/export', 'lists.export', 'lists'],
    ['GET', '/api/v1/invoices/:id/pdf', 'invoices.pdf', 'invoices'],
    ['GET', '/api/v1/customers/:id/statement.pdf', 'customers.statement.pdf', 'customers'],
    ['GET', '/api/sms/inbox', 'sms.inbox', 'sms'],
    ['GET', '/api/v1/tickets/:id/attachments/:file_id', 'tickets.attachments.export', 'tickets'],
    ['GET', '/api/customers', 'customers.export', 'customers'],
    ['GET', '/api/sms-status', 'sms-status.export', 'sms-status'],
    ['GET', '/program/pairs', 'programs.export', 'programs'],
    ['GET', '/country-operator', 'pairs.export', 'pairs'],
    ['GET', '/api/v1/suppressions/export', 'suppressions.export', 'suppressions'],
    ['POST', '/program/create', 'programs.create', 'programs'],
    ['PATCH', '/program/update/:pair_id', 'programs.change', 'programs'],
    ['DELETE', '/program/delete/:pair_id', 'programs.delete', 'programs'],
    ['DELETE', '/country-operator/:country/*', 'pairs.delete', 'pairs'],
    ['PUT', '/api/sim-cards/:sim_id', 'sim-cards.change', 'sim-cards'],
    ['POST', '/api/v1/payments/:id/confirm', 'payments.confirm', 'payments'],
    ['POST', '/api/v1/payments/unmatched/:id/match', 'payments.unmatched.match', 'unmatched-payments'],
    ['POST', '/api/v1/payments/unmatched/:id/dismiss', 'payments.unmatched.dismiss', 'unmatched-payments'],
    ['POST', '/api/v1/payments/pushes', 'payments.pushes', 'payment-pushes'],
    ['DELETE', '/api/v1/auth/sessions/:id', 'auth.sessions.delete', 'sessions'],
    ['DELETE', '/api/v1/users/:id/sessions/:session_id', 'users.sessions.delete', 'users'],
    ['PATCH', '/api/v1/auth/me', 'auth.me.change', 'auth'],
    ['POST', '/api/v1/customers/import', 'customers.import', 'customers'],
    ['GET', '/api/v1/customers/imports/:id/rejects.csv', 'customers.imports.rejects.export', 'customer-imports'],
    ['POST', '/api/v1/webhooks/callbacks/rotate', 'webhooks.callbacks.rotate', 'webhooks'],
    ['POST', '/api/v1/webhooks/:id/redeliver', 'webhooks.redeliver', 'webhooks'],
    ['POST', '/api/v1/silences/:id/end', 'silences.end', 'silences'],
  ])('%s %s: %s', (method, url, action, subjectType) => {
    expect(actionOf(method, url)).toEqual({ action, subjectType });
  });
});
