import { Injectable } from '@nestjs/common';
import { AlertsService } from '../../insight/alerts/alerts.service.js';
import { DigestTextsService } from '../../insight/alerts/notify/digest-texts.service.js';
import { SilencesService } from '../../insight/alerts/silences/silences.service.js';
import { isoTime } from '../../platform/common/clock.js';
import { DomainError } from '../../platform/common/errors.js';
import { type Command, commandOf, durationOf } from './telegram.js';

const SHOWN = 10;
const HELP = [
  '/status: how many alerts are open',
  '/alerts: which',
  '/ack 12: I see to alert 12',
  '/silence 12 2h: nobody is told of what alert 12 is about, for 30m, 2h or 3d',
].join('\n');

/** What is answered to commands, in Telegram's HTML. */
@Injectable()
export class TelegramCommandsService {
  constructor(
    private readonly alerts: AlertsService,
    private readonly silences: SilencesService,
    private readonly texts: DigestTextsService,
  ) {}

  /** @param by who wrote it, as Telegram names them @returns null when it is no command */
  async answer(text: string, by: string): Promise<string | null> {
    const command = commandOf(text);
    if (command === null) return null;
    try {
      return await this.work(command, by);
    } catch (error) {
      if (error instanceof DomainError) return this.texts.escapeHtml(error.message);
      throw error;
    }
  }

  private work({ name, words: [first = '', second = '', ...more] }: Command, by: string): Promise<string> | string {
    switch (name) {
      case 'status':
        return this.status();
      case 'alerts':
        return this.open();
      case 'ack':
        return this.acknowledge(Number(first), by, [second, ...more].join(' ').trim());
      case 'silence':
        return this.silence(Number(first), second === '' ? '1h' : second, by);
      default:
        return HELP;
    }
  }

  private async status(): Promise<string> {
    const { firing, silenced, acknowledged, pending } = await this.alerts.summary();
    const { critical, warning, info } = firing;
    return `${critical} critical, ${warning} warning and ${info} info alerts fire; ${silenced} silenced, ${acknowledged} acknowledged, ${pending} pending.`;
  }

  private async open(): Promise<string> {
    const rows = await this.alerts.list({ state: 'firing' }, { limit: SHOWN + 1 });
    if (rows.length === 0) return 'Nothing fires.';
    const lines = rows
      .slice(0, SHOWN)
      .map(({ id, severity, title }) => `#${id} ${severity}: <b>${this.texts.escapeHtml(title)}</b>`);
    return [...lines, ...(rows.length > SHOWN ? ['and more'] : [])].join('\n');
  }

  private async acknowledge(id: number, by: string, note: string): Promise<string> {
    if (!Number.isSafeInteger(id) || id < 1) return HELP;
    await this.alerts.acknowledge(id, by, note === '' ? null : note.slice(0, 500));
    return `Alert #${id} is acknowledged by ${this.texts.escapeHtml(by)}.`;
  }

  private async silence(id: number, lasts: string, by: string): Promise<string> {
    const ms = durationOf(lasts);
    if (!Number.isSafeInteger(id) || id < 1 || ms === null) return HELP;
    const { alert } = await this.alerts.get(id);
    const matchers = {
      alertname: alert.labels['alertname'] ?? alert.title,
      [alert.subject.kind]: alert.subject.id,
    };
    const endsAt = isoTime(Date.now() + ms);
    const reason = `alert ${id}, by ${by}`.slice(0, 200);
    await this.silences.create({ matchers, reason, ends_at: endsAt }, { userId: null, name: by });
    return `Nobody is told of <b>${this.texts.escapeHtml(alert.title)}</b> until ${endsAt}.`;
  }
}
