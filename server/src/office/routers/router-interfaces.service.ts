import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { RouterInterface } from '@signalbox/contracts/office/routers';
import type { RouterClient } from './client/router-client.js';
import { RouterClientService } from './router-client.service.js';
import type { Router } from './router.js';
import { RoutersService } from './routers.service.js';
import { INTERFACE_VALUES, type Reading, interfacesOf } from './traffic.js';

/** Between the two readings that tell rates. */
const BETWEEN_MS = 1000;

export interface Interfaces {
  interfaces: RouterInterface[];
  /** Epoch milliseconds. */
  readAt: number;
}

/** What the routers' interfaces carry. Who asks while the same is being asked gets the same answer. */
@Injectable()
export class RouterInterfacesService {
  private readonly asked = new Map<string, Promise<Interfaces>>();

  constructor(
    private readonly routers: RoutersService,
    private readonly clients: RouterClientService,
  ) {}

  /**
   * @param id undefined is the default router
   * @param withRates reads twice, a second apart
   * @throws NotFound; Invalid when there is no default; RouterTrouble
   */
  async read(id: number | undefined, withRates: boolean): Promise<Interfaces> {
    const router = await (id === undefined ? this.routers.getDefault() : this.routers.get(id));
    const key = `${router.id} ${router.updatedAt} ${withRates}`;
    const asking = this.asked.get(key) ?? this.ask(router, withRates).finally(() => this.asked.delete(key));
    this.asked.set(key, asking);
    return asking;
  }

  private ask(router: Router, withRates: boolean): Promise<Interfaces> {
    return this.clients.ask(router, async (client) => {
      const before = withRates ? await reading(client) : null;
      if (before) await pause(BETWEEN_MS);
      const last = await reading(client);
      return { interfaces: interfacesOf(last, before), readAt: Date.now() };
    });
  }
}

async function reading(client: RouterClient): Promise<Reading> {
  const rows = await client.rows('interface', INTERFACE_VALUES);
  return { at: performance.now(), rows };
}
