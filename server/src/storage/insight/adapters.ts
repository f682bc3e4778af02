import type { Provider, Type } from '@nestjs/common';
import { AlertRepository } from '../../insight/alerts/alert.repository.js';
import { AlertChannelRepository } from '../../insight/alerts/channels/alert-channel.repository.js';
import { AlertFactsRepository } from '../../insight/alerts/look/alert-facts.repository.js';
import { NoticeRepository } from '../../insight/alerts/notify/notice.repository.js';
import { AlertRuleRepository } from '../../insight/alerts/rules/alert-rule.repository.js';
import { SilenceRepository } from '../../insight/alerts/silences/silence.repository.js';
import { OfficeFiguresRepository } from '../../insight/metrics/office-figures.repository.js';
import { SqlAlertChannelRepository } from './alert-channel.repository.js';
import { SqlAlertFactsRepository } from './alert-facts.repository.js';
import { SqlAlertRuleRepository } from './alert-rule.repository.js';
import { SqlAlertRepository } from './alert.repository.js';
import { SqlNoticeRepository } from './notice.repository.js';
import { SqlOfficeFiguresRepository } from './office-figures.repository.js';
import { SqlSilenceRepository } from './silence.repository.js';

/** The ports of alerts and metrics, and the adapters that serve them. */
export const insightAdapters: Exclude<Provider, Type>[] = [
  { provide: AlertRepository, useClass: SqlAlertRepository },
  { provide: AlertChannelRepository, useClass: SqlAlertChannelRepository },
  { provide: AlertFactsRepository, useClass: SqlAlertFactsRepository },
  { provide: AlertRuleRepository, useClass: SqlAlertRuleRepository },
  { provide: OfficeFiguresRepository, useClass: SqlOfficeFiguresRepository },
  { provide: NoticeRepository, useClass: SqlNoticeRepository },
  { provide: SilenceRepository, useClass: SqlSilenceRepository },
];
