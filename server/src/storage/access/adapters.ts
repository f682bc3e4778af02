import type { Provider, Type } from '@nestjs/common';
import { AuditRepository } from '../../access/audit/audit.repository.js';
import { SecondFactorRepository } from '../../access/auth/second-factor.repository.js';
import { SessionRepository } from '../../access/auth/session.repository.js';
import { SqlAuditRepository } from './audit.repository.js';
import { SqlSecondFactorRepository } from './second-factor.repository.js';
import { SqlSessionRepository } from './session.repository.js';

/** Ports of the floor `access` that are not beside the messages, and the adapters that serve them. */
export const accessAdapters: Exclude<Provider, Type>[] = [
  { provide: AuditRepository, useClass: SqlAuditRepository },
  { provide: SecondFactorRepository, useClass: SqlSecondFactorRepository },
  { provide: SessionRepository, useClass: SqlSessionRepository },
];
