import { expect, it } from '@jest/globals';
import { AuditScope } from '../../platform/common/audit/audit-scope.js';
import type { AuditRepository } from './audit.repository.js';
import { AuditedDocuments, NoDocuments } from './audited-documents.js';
import { AuditService } from './audit.service.js';
import type { AuditEnd, NewAuditEntry } from './audit-entry.js';

const request = {
  ...{ at: 1, userId: 1, username: 'rosa', apiKeyId: null, action: 'pairs.create', subjectType: 'pairs' },
  ...{ subjectId: null, asked: null, address: null, requestId: null },
};

it('a request that was refused, or was answered from an earlier one, has no row, also of what writes behind it', async () => {
  const added: NewAuditEntry[] = [];
  const entries = { add: (entry: NewAuditEntry) => Promise.resolve(added.push(entry)) } as unknown as AuditRepository;
  const service = new AuditService(entries, new NoDocuments());
  const refused = new AuditScope(request);
  await service.finish(refused, { outcome: 'failed', subjectId: null });
  const repeated = Object.assign(new AuditScope(request), { isLeftOut: true });
  await service.finish(repeated, { outcome: 'done', subjectId: null });
  // What a timer that began in such a request writes later asks for its row in the same way.
  expect([added, refused.take(), repeated.take()]).toEqual([[], false, false]);

  await service.finish(new AuditScope(request), { outcome: 'done', subjectId: '7' });
  expect(added).toMatchObject([{ outcome: 'done', subjectId: '7' }]);
});

it('what lies in documents is looked at before and behind its change, whichever of the two writes its row', async () => {
  const document = { _id: 'a', operator: 'One', updatedAt: 1 };
  const documents = new (class extends AuditedDocuments {
    override find(type: string) {
      return type === 'pairs' ? Promise.resolve({ ...document }) : undefined;
    }
  })();
  const rows: unknown[] = [];
  const entries = {
    add: ({ changes }: NewAuditEntry) => Promise.resolve(rows.push(JSON.parse(changes ?? ''))),
    end: (_id: number, { changes }: AuditEnd) => Promise.resolve(rows.push(JSON.parse(changes?.changes ?? ''))),
  } as unknown as AuditRepository;
  const service = new AuditService(entries, documents);
  for (const rowId of [null, 7]) {
    document.operator = 'One';
    const scope = Object.assign(new AuditScope({ ...request, action: 'pairs.change', subjectId: 'a' }), { rowId });
    await service.look(scope);
    document.operator = 'Two';
    await service.finish(scope, { outcome: 'done', subjectId: 'a' });
  }
  const row = { before: { operator: 'One' }, after: { operator: 'Two' }, asked: null };
  expect(rows).toEqual([row, row]);
  expect(service.look(new AuditScope({ ...request, subjectType: 'users', subjectId: '1' }))).toBeNull();
});
