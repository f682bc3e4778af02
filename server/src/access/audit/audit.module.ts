import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditSealerService } from './audit-sealer.service.js';
import { AuditService } from './audit.service.js';

/** Who changed what. */
@Module({ controllers: [AuditController], providers: [AuditSealerService, AuditService], exports: [AuditService] })
export class AuditModule {}
