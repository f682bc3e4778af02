import { Injectable } from '@nestjs/common';
import { CountRepository, type DayCount, type StatusCount } from '../../../messaging/counts/count.repository.js';
import { Database } from '../database.js';

/** MySQL gives sums as text. */
type Summed<T> = { [Field in keyof T]: T[Field] extends number ? number | string : T[Field] };

@Injectable()
export class SqlCountRepository extends CountRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async sinceDay(day: number): Promise<StatusCount[]> {
    const rows = await this.db.read<Summed<StatusCount>>(
      'SELECT channel_id AS channelId, status, SUM(entered) AS entered, SUM(departed) AS departed ' +
        'FROM message_days WHERE day >= ? GROUP BY channel_id, status',
      [day],
    );
    return rows.map(({ channelId, status, entered, departed }) => ({
      channelId: Number(channelId),
      status,
      entered: Number(entered),
      departed: Number(departed),
    }));
  }

  override async byDay(fromDay: number): Promise<DayCount[]> {
    const rows = await this.db.read<Summed<DayCount>>(
      'SELECT day, status, SUM(entered) AS entered FROM message_days WHERE day >= ? GROUP BY day, status ORDER BY day',
      [fromDay],
    );
    return rows.map(({ day, status, entered }) => ({ day: Number(day), status, entered: Number(entered) }));
  }
}
