import { Module } from '@nestjs/common';
import { MessageCounts } from './message-counts.service.js';
import { MessageTotals } from './message-totals.service.js';
import { RollUp } from './roll-up.service.js';

@Module({ providers: [MessageCounts, MessageTotals, RollUp], exports: [MessageCounts, MessageTotals, RollUp] })
export class CountsModule {}
