import { expect, it } from '@jest/globals';
import { AuditScope } from '../../platform/common/audit/audit-scope.js';
import type { AuditRepository } from './audit.repository.js';
import { AuditService } from './audit.service.js';
import type { NewAuditEntry } from './audit-entry.js';

const request = {
  ...{ at: 1, userId: 1, username: 'rosa', apiKeyId: null, action: 'pairs.create', subjectType: 'pairs' },
  ...{ subjectId: null, asked: null, address: null, requestId: null },
};

it('a request that was refused, or was answered from an earlier one, has no row, also of what writes behind it', async () => {
  const added: NewAuditEntry[] = [];
  const entries = { add: (entry: NewAuditEntry) => Promise.resolve(added.push(entry)) } as unknown as AuditRepository;
  const service = new AuditService(entries);
  const refused = new AuditScope(request);
  await service.finish(refused, { outcome: 'failed', subjectId: null });
  const repeated = Object.assign(new AuditScope(request), { isRepetition: true });
  await service.finish(repeated, { outcome: 'done', subjectId: null });
  // What a timer that began in such a request writes later asks for its row in the same way.
  expect([added, refused.take(), repeated.take()]).toEqual([[], false, false]);

  await service.finish(new AuditScope(request), { outcome: 'done', subjectId: '7' });
  expect(added).toMatchObject([{ outcome: 'done', subjectId: '7' }]);
});
