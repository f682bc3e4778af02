import { Injectable } from '@nestjs/common';
import { RouterTrouble } from './client/router-trouble.js';
import type { Row } from './client/reply.js';
import { secondsOf, textOf } from './client/values.js';
import { RouterClientService } from './router-client.service.js';
import type { Health, Router } from './router.js';
import { RouterRepository } from './router.repository.js';

export interface Checked {
  health: Health;
  /** A certificate that is not trusted. */
  fingerprint: string | null;
}

/** Looks after routers: whether they answer, and what they say of themselves. */
@Injectable()
export class RouterHealthService {
  constructor(
    private readonly routers: RouterRepository,
    private readonly clients: RouterClientService,
  ) {}

  /** Asks a router now, and keeps what it said, or why it said nothing. */
  async check(router: Router): Promise<Checked> {
    const checked = await this.look(router);
    await this.routers.note(router.id, checked.health);
    return checked;
  }

  private async look(router: Router): Promise<Checked> {
    try {
      const [row] = await this.clients.ask(router, (client) =>
        client.rows('system/resource', ['version', 'board-name', 'uptime']),
      );
      return { health: seen(row ?? new Map(), Date.now()), fingerprint: null };
    } catch (error) {
      if (!(error instanceof RouterTrouble)) throw error;
      const { lastSeenAt, version, board } = router;
      const health = { lastSeenAt, version, board, uptime: null, checkedAt: Date.now(), error: error.reason };
      return { health, fingerprint: error.fingerprint };
    }
  }
}

const seen = (row: Row, at: number): Health => ({
  checkedAt: at,
  lastSeenAt: at,
  version: textOf(row, 'version', 64),
  board: textOf(row, 'board-name', 64),
  uptime: secondsOf(row.get('uptime') ?? ''),
  error: null,
});
