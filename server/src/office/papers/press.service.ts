import { Injectable, Logger, type OnApplicationShutdown, StreamableFile } from '@nestjs/common';
import { CalendarService } from '../../platform/calendar/calendar.service.js';
import { dispositionOf } from '../../platform/common/disposition.js';
import { MoneyService } from '../../platform/money/money.service.js';
import { Config } from '../../platform/config/config.js';
import { builtProgram } from '../../platform/package-folder.js';
import { CompanyService } from '../company/company.service.js';
import type { Office } from './invoice-paper.js';
import type { Paper } from './paper.js';
import { Press } from './press/press.js';

/** The built program, also when the rest runs from its sources, as in tests. */
const PROGRAM = builtProgram('office/papers/press/press-process.js');
const BOUNDS = { queue: 64, paperMs: 30_000, restMs: 60_000 };

/** Makes papers of the office. */
@Injectable()
export class PressService implements OnApplicationShutdown {
  private readonly logger = new Logger(PressService.name);
  private readonly press: Press;

  constructor(
    private readonly company: CompanyService,
    private readonly money: MoneyService,
    private readonly calendar: CalendarService,
    { workerEnvironment }: Config,
  ) {
    const onTrouble = (error: unknown) => this.logger.error({ error }, 'a document could not be made');
    this.press = new Press(PROGRAM, workerEnvironment, BOUNDS, onTrouble);
  }

  /** @returns the PDF as an answer. @throws Unavailable */
  async print(draw: (office: Office) => Paper): Promise<StreamableFile> {
    const { money, calendar } = this;
    const paper = draw({ company: await this.company.get(), money, dayOf: (millis) => calendar.dayOf(millis) });
    const pdf = await this.press.print(paper);
    return new StreamableFile(pdf, {
      length: pdf.length,
      type: 'application/pdf',
      disposition: dispositionOf(`${paper.title} ${paper.name}.pdf`, 'inline'),
    });
  }

  onApplicationShutdown(): Promise<void> {
    return this.press.close();
  }
}
