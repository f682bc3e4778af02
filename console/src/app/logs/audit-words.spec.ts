import type { AuditRow } from '@signalbox/contracts/audit';
import { describe, expect, it } from 'vitest';
import { actionWords, differencesOf, whoWords } from './audit-words';
import { queryFor } from './logs.api';

const row = (fields: Partial<AuditRow>): AuditRow => ({
  ...{ id: 1, at: '2026-01-01T00:00:00Z', user_id: 7, username: 'rosa', api_key_id: null, action: 'pairs.change' },
  ...{ subject_type: 'pairs', subject_id: 'a', outcome: 'done', before: null, after: null, asked: null },
  ...{ address: null, request_id: null, seq: null, hash: null },
  ...fields,
});

describe('a change that is written down', () => {
  it.each([
    ['number-lists.delete', 'Number lists: deleted'],
    ['settings.company.change', 'Settings: company, changed'],
    ['invoices.void', 'Invoices: void'],
    ['api-keys.create', 'API keys: made'],
  ])('%s is called "%s"', (action, words) => {
    expect(actionWords(action)).toBe(words);
  });

  it('is by an account, by its key, or by nobody', () => {
    expect(whoWords(row({}))).toBe('rosa');
    expect(whoWords(row({ api_key_id: 3 }))).toBe('rosa, key 3');
    expect(whoWords(row({ username: null, user_id: null }))).toBe('nobody signed in');
  });

  it('shows what differs, and of what was made what was asked for', () => {
    const changed = row({ before: { a: 1, b: { c: 2 } }, after: { a: null, b: { c: 3 } } });
    expect(differencesOf(changed)).toEqual([
      { name: 'a', before: '1', after: null },
      { name: 'b', before: '{"c":2}', after: '{"c":3}' },
    ]);
    expect(differencesOf(row({ asked: { name: 'x' } }))).toEqual([{ name: 'name', before: null, after: 'x' }]);
    expect(differencesOf(row({ before: { name: 'x' }, asked: null }))).toEqual([
      { name: 'name', before: 'x', after: null },
    ]);
  });

  it('is looked for by days of the reader, the last one in it', () => {
    const none = { user_id: '', action: '', subject_id: '', since: '', until: '' };
    const { since, until } = queryFor({ ...none, since: '2026-01-01', until: '2026-01-01' });
    expect(Date.parse(until ?? '') - Date.parse(since ?? '')).toBe(86_400_000);
    expect(queryFor({ ...none, since: 'nonsense' })['since']).toBe('');
  });
});
