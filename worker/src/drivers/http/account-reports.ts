import type { ReportCall } from '@signalbox/contracts/bus';
import type { JobKey } from '../../journal/journal.js';
import type { DriverEvent, DriverSink } from '../driver.js';
import type { Connection } from './connection.js';
import type { ReportReading } from './profile.js';
import { ReportBook, type ReportTimes } from './report-book.js';

const ASKED_AT_ONCE = 8;
const ASKED_A_TICK = 20;
const MOST_IN_A_CALL = 1000;

/** The delivery reports of one account: those that the provider brings, and those that it is asked for. */
export class AccountReports {
  private readonly book: ReportBook;
  private asking = 0;

  constructor(
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
   * A report that came over HTTP. Resolves when what it says is in the journal.
   * @param overtakes whether a message may have left whose id is not known yet
   */
  async take(connection: Connection, call: ReportCall, overtakes: boolean): Promise<string> {
    const readings = connection.readReports(call).slice(0, MOST_IN_A_CALL);
    const final = readings.filter(({ state }) => state !== 'pending');
    if (overtakes) await Promise.all(final.map(({ ref }) => this.book.arrival(ref)));
    const taken = final.map((reading) => this.settle(reading)).filter((event) => event !== null);
    if (taken.length > 0) await this.events(taken);
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
          if (event) return this.events([event]);
          this.book.askLater(ref, stage + 1);
          return undefined;
        })
        .catch(() => this.book.askLater(ref, stage + 1))
        .finally(() => (this.asking -= 1));
    }
  }

  close(): void {
    this.book.close();
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
