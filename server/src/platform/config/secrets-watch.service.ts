import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InstallationRepository } from './installation.repository.js';
import { SECRETS, Secrets, hear } from './secrets.js';

const EVERY_MS = 1_000;

/** Has a server that runs take another secret, when one is replaced beside it. */
@Injectable()
export class SecretsWatchService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SecretsWatchService.name);
  private timer: NodeJS.Timeout | null = null;
  private isFailing = false;

  constructor(
    private readonly installation: InstallationRepository,
    private readonly secrets: Secrets,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setTimeout(() => void this.look(), EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private async look(): Promise<void> {
    try {
      for (const { name, variable } of SECRETS) {
        const before = this.secrets.ringOf(name).current;
        await hear(this.secrets, name, this.installation);
        if (this.secrets.ringOf(name).current !== before) this.logger.log(`${variable} is another one now`);
      }
      this.isFailing = false;
    } catch (error) {
      // Once until it goes on: a database that is away is told of elsewhere.
      if (!this.isFailing) this.logger.warn(`Whether a secret was replaced cannot be read: ${String(error)}`);
      this.isFailing = true;
    }
    if (this.timer) this.timer = setTimeout(() => void this.look(), EVERY_MS).unref();
  }
}
