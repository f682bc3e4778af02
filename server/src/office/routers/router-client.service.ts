import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { ApiClient } from './client/api-client.js';
import { openLink } from './client/link.js';
import { RestClient } from './client/rest-client.js';
import type { RouterClient } from './client/router-client.js';
import { Refusal, RouterTrouble, reasonOf } from './client/router-trouble.js';
import { RouterSealService } from './router-seal.service.js';
import { type Router, portOf } from './router.js';

/** How long a router may take for all that it is asked at once: a little less than what callers are promised. */
const PATIENCE_MS = 4500;

/** Speaks to routers. */
@Injectable()
export class RouterClientService {
  constructor(
    private readonly seals: RouterSealService,
    private readonly config: Config,
  ) {}

  /**
   * Signs in, has `work` ask what it wants to know, and hangs up, all within 5 s.
   * @throws RouterTrouble
   */
  async ask<T>(
    router: Router,
    work: (client: RouterClient) => Promise<T>,
    patienceMs: number = PATIENCE_MS,
  ): Promise<T> {
    const bounds = { networks: this.config.routerNetworks, signal: AbortSignal.timeout(patienceMs) };
    let client: RouterClient | null = null;
    try {
      client = await this.open(router, bounds);
      return await work(client);
    } catch (error) {
      const fingerprint = error instanceof Refusal ? error.fingerprint : null;
      throw new RouterTrouble(router.name, reasonOf(error), fingerprint);
    } finally {
      client?.close();
    }
  }

  private async open(router: Router, bounds: Parameters<typeof openLink>[1]): Promise<RouterClient> {
    const { username, kind, address } = router;
    const password = this.seals.open(router.id, router.sealed);
    if (password === null) throw new Refusal('its password was sealed under another KEY_SECRET: enter it again');
    const link = () => openLink({ ...router, port: portOf(router) }, bounds);
    const credentials = { username, password };
    if (kind === 'rest') return new RestClient(hostOf(address), credentials, link, bounds.signal);
    const socket = await link();
    return ApiClient.open(socket, credentials).catch((error: unknown) => {
      socket.destroy();
      throw error;
    });
  }
}

/** As a Host header has it. */
const hostOf = (address: string): string => (address.includes(':') ? `[${address}]` : address);
