import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { SuppressionModule } from '../../messaging/suppression/suppression.module.js';
import { ImportsService } from './import/imports.service.js';
import { ListChunksService } from './list-chunks.service.js';
import { ListContentsService } from './list-contents.service.js';
import { NewListsService } from './new-lists.service.js';
import { NumberListsController } from './number-lists.controller.js';
import { NumberListsEvents } from './number-lists.events.js';
import { NumberListsService } from './number-lists.service.js';
import { UploadsModule } from '../../platform/uploads/uploads.module.js';
import { UploadsService } from './upload/uploads.service.js';

/** Uploaded lists of numbers: their import, their rows, and who may have them. */
@Module({
  imports: [UploadsModule, IdempotencyModule, SuppressionModule],
  controllers: [NumberListsController],
  providers: [
    ImportsService,
    ListChunksService,
    ListContentsService,
    NewListsService,
    NumberListsEvents,
    NumberListsService,
    UploadsService,
  ],
  exports: [NumberListsEvents, NumberListsService, UploadsService],
})
export class NumberListsModule {}
