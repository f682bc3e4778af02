import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config/config.js';
import { LeaseRepository } from '../leases/lease.repository.js';

/** The number that goes with everything this server tells workers: they refuse a server that was replaced. */
@Injectable()
export class ServerFenceService implements OnApplicationBootstrap {
  private fence = 0;

  constructor(
    private readonly leases: LeaseRepository,
    private readonly config: Config,
  ) {}

  get value(): number {
    return this.fence;
  }

  /** Before the bus is connected, so that no packet goes out with an old fence. */
  async onApplicationBootstrap(): Promise<void> {
    this.fence = await this.leases.take('dispatch', this.config.env.SERVER_ID);
  }
}
