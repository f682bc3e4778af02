import type { TicketSettings } from '@signalbox/contracts/office/ticket-settings';

/** Where it is kept what was promised of tickets. */
export abstract class TicketSettingsRepository {
  /** Null until somebody has said it. */
  abstract find(): Promise<TicketSettings | null>;
  abstract keep(settings: TicketSettings, at: number): Promise<void>;
}
