import { Module } from '@nestjs/common';
import { OfficeSettingsService } from './office-settings.service.js';

@Module({ providers: [OfficeSettingsService], exports: [OfficeSettingsService] })
export class OfficeSettingsModule {}
