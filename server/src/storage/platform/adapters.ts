import type { Provider, Type } from '@nestjs/common';
import { SettingsRepository } from '../../access/settings/settings.repository.js';
import { LeaseRepository } from '../../platform/leases/lease.repository.js';
import { OutboxRepository } from '../../platform/outbox/outbox.repository.js';
import { JobRepository } from '../../platform/schedule/job.repository.js';
import { SqlJobRepository } from './job.repository.js';
import { SqlLeaseRepository } from './lease.repository.js';
import { SqlOutboxRepository } from './outbox.repository.js';
import { SqlSettingsRepository } from './settings.repository.js';

/** The ports of what every floor stands on, and the adapters that serve them. */
export const platformAdapters: Exclude<Provider, Type>[] = [
  { provide: JobRepository, useClass: SqlJobRepository },
  { provide: LeaseRepository, useClass: SqlLeaseRepository },
  { provide: SettingsRepository, useClass: SqlSettingsRepository },
  { provide: OutboxRepository, useClass: SqlOutboxRepository },
];
