import { Module } from '@nestjs/common';
import { MessageCounts } from './message-counts.service.js';

@Module({ providers: [MessageCounts], exports: [MessageCounts] })
export class CountsModule {}
