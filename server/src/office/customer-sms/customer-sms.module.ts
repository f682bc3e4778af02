import { Module } from '@nestjs/common';
import { SmsModule } from '../../messaging/sms/sms.module.js';
import { CustomerSmsService } from './customer-sms.service.js';

@Module({ imports: [SmsModule], providers: [CustomerSmsService], exports: [CustomerSmsService] })
export class CustomerSmsModule {}
