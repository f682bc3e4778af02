import { Module } from '@nestjs/common';
import { UploadStoreService } from './upload-store.service.js';

/** Files that come in with a form. */
@Module({ providers: [UploadStoreService], exports: [UploadStoreService] })
export class UploadsModule {}
