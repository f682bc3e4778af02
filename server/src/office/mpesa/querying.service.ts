import { Injectable } from '@nestjs/common';
import type { Attempt, QueryAnswer } from './attempt.js';
import { STILL_OPEN_RESULT, resultText } from './daraja.js';
import { DarajaService } from './daraja.service.js';
import { MpesaSettingsService } from './mpesa-settings.service.js';

/** Asks M-Pesa what became of an attempt. */
@Injectable()
export class QueryingService {
  constructor(
    private readonly daraja: DarajaService,
    private readonly settings: MpesaSettingsService,
  ) {}

  /** Whatever cannot be found out now, an error that says "still processing" with it, is open. */
  async answerFor({ shortcode }: Attempt, checkoutId: string): Promise<QueryAnswer> {
    try {
      const { code, text } = await this.daraja.query(await this.settings.account(), shortcode, checkoutId);
      if (code === '0') return { is: 'paid' };
      return code === STILL_OPEN_RESULT ? { is: 'open', text } : { is: 'not paid', code, text: resultText(code, text) };
    } catch (error) {
      return { is: 'open', text: error instanceof Error ? error.message : String(error) };
    }
  }
}
