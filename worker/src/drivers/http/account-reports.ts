import { Logger } from '@nestjs/common';
import type { ReportCall } from '@signalbox/contracts/bus';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import type { JobKey } from '../../journal/journal.js';
import type { DriverEvent, DriverSink } from '../driver.js';
import { idOf, inboundEvent } from '../reassembly/inbound-part.js';
import type { Connection } from './connection.js';
import { type CallReading, type InboundReading, type ReportReading, isReport } from './profile.js';
import { ReportBook, type ReportTimes } from './report-book.js';

const ASKED_AT_ONCE = 8;
const ASKED_A_TICK = 20;
const MOST_IN_A_CALL = 1000;
const FROM_LENGTH = 32;

/** What one account's provider calls for: delivery reports, which it may also be asked for, and messages that came in. */
export class AccountReports {
  private readonly book: ReportBook;
  private readonly log = new OccasionalLog((line) => new Logger('HTTP').warn(line));
  private asking = 0;

  constructor(
    private readonly channel: string,
    private readonly events: DriverSink['events'],
    times?: ReportTimes,
  ) {
    this.book = new ReportBook(times);
  }

  /** A message left, under the provider's id. */
  expect(ref: string, key: JobKey, at: number): void {
    this.book.expect(ref, key, at);
  }

  /**
   * A call that came over HTTP. Resolves when what it says is in the journal.
   * @param overtakes whether a message may have left whose id is not known yet
   */
  async take(connection: Connection, call: ReportCall, overtakes: boolean): Promise<string> {
    const readings = this.readingsOf(connection, call);
    const inbound = readings.flatMap((reading) => (isReport(reading) ? [] : [this.inboundOf(reading)]));
    if (inbound.length > 0) await this.events(inbound);
    const said = await this.takeReports(readings, overtakes);
    return inbound.length === 0 ? said : `taken: ${inbound.length} that came in`;
  }

  private readingsOf(connection: Connection, call: ReportCall): CallReading[] {
    try {
      return connection.readCall(call).slice(0, MOST_IN_A_CALL);
    } catch (error) {
      // The provider is told; whoever entered its address there wrongly looks here.
      this.log.note('call', `${this.channel}: refused a call: ${(error as Error).message}`);
      throw error;
    }
  }

  private async takeReports(readings: readonly CallReading[], overtakes: boolean): Promise<string> {
    const final = readings.filter(isReport).filter(({ state }) => state !== 'pending');
    if (overtakes) await Promise.all(final.map(({ ref }) => this.book.arrival(ref)));
    const taken = final.map((reading) => this.settle(reading)).filter((event) => event !== null);
    const noted = readings
      .filter(isReport)
      .map((reading) => this.noteOf(reading))
      .filter((event) => event !== null);
    if (taken.length + noted.length > 0) await this.events([...taken, ...noted]);
    if (final.length === 0) return 'noted: it is not over for these';
    return taken.length === 0 ? 'not ours' : `taken: ${taken.length} of ${final.length}`;
  }

  /** Asks for reports that are late. */
  tick(connection: Connection | null, now: number): void {
    this.book.sweep(now);
    const ask = connection?.profile.askReport;
    if (!connection || !ask) return;
    const due = this.book.due(now, Math.min(ASKED_A_TICK, ASKED_AT_ONCE - this.asking));
    for (const { ref, stage } of due) {
      this.asking += 1;
      connection
        .ask(ask(ref))
        .then((reading) => {
          const event = reading.state === 'pending' ? null : this.settle(reading);
          if (!event) this.book.askLater(ref, stage + 1);
          const told = event ?? this.noteOf(reading);
          return told ? this.events([told]) : undefined;
        })
        .catch(() => this.book.askLater(ref, stage + 1))
        .finally(() => (this.asking -= 1));
    }
  }

  close(): void {
    this.book.close();
  }

  /** One that comes again is known by the provider's id of it, or else by what it is. */
  private inboundOf({ from, text, id, at }: InboundReading): DriverEvent {
    const sender = from.trim().slice(0, FROM_LENGTH) || 'unknown';
    const event = inboundEvent({ channel: this.channel, from: sender, text, at: at ?? Date.now() });
    return id === null ? event : { ...event, id: idOf(this.channel, id) };
  }

  /** No end that we know: people are told, once, and it is waited on. */
  private noteOf({ ref, state, reason }: ReportReading): DriverEvent | null {
    const key = state === 'pending' && reason !== '' ? this.book.note(ref, reason) : undefined;
    return key ? { type: 'sent', id: key.id, attempt: key.attempt, at: Date.now(), ref: null, note: reason } : null;
  }

  private settle({ ref, state, reason }: ReportReading): DriverEvent | null {
    const key = this.book.settle(ref);
    if (!key) return null;
    const about = { id: key.id, attempt: key.attempt, at: Date.now() };
    return state === 'delivered'
      ? { type: 'delivered', ...about }
      : { type: 'undelivered', ...about, reason: reason || 'the provider says that it was not delivered' };
  }
}
