import { Injectable } from '@nestjs/common';
import { SimStateRepository, type SimState } from '../../outside/webhooks/sim-state.repository.js';
import { Database } from '../typeorm/database.js';
import { WebhookRows } from './webhook-rows.js';
import type { WebhookEvent } from '../../outside/webhooks/webhook-event.js';

@Injectable()
export class SqlSimStateRepository extends SimStateRepository {
  constructor(
    private readonly db: Database,
    private readonly rows: WebhookRows,
  ) {
    super();
  }

  override async tell({ channelId, online, at }: SimState, event: WebhookEvent): Promise<boolean> {
    return this.db.write(async (tx) => {
      const row = [channelId, Number(online), at];
      const isNew = (await tx.insert('sim_card_states', ['channel_id', 'online', 'at'], [row], { ignore: true })) === 1;
      const sql = 'UPDATE sim_card_states SET online = ?, at = ? WHERE channel_id = ? AND online <> ?';
      const isChanged = isNew || (await tx.run(sql, [Number(online), at, channelId, Number(online)])) === 1;
      if (isChanged) await this.rows.put(tx, [event]);
      return isChanged;
    });
  }
}
