import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { KeyedMutex } from '../common/keyed-mutex.js';
import { Config } from '../config/config.js';
import { BrokerUsersService } from './broker-users.service.js';
import { serverUserOf } from './broker-address.js';
import { writeBrokerFiles } from './broker-files.js';

const AGAIN_MS = 10_000;

/** Keeps the files of BROKER_FILES_DIR as the workers' passwords are. Without that variable it does nothing. */
@Injectable()
export class BrokerFilesService implements OnApplicationShutdown {
  private readonly logger = new Logger(BrokerFilesService.name);
  private readonly turns = new KeyedMutex();
  private again: NodeJS.Timeout | null = null;

  constructor(
    private readonly config: Config,
    private readonly users: BrokerUsersService,
  ) {}

  /** Writes them as they are to be now. @throws Error with one line when it cannot. */
  async start(): Promise<void> {
    const folder = this.config.env.BROKER_FILES_DIR;
    if (folder === undefined) return;
    try {
      await this.write(folder);
    } catch (error) {
      throw new Error(`BROKER_FILES_DIR: cannot write into ${folder}: ${reasonOf(error)}`, { cause: error });
    }
  }

  /** Resolves when the files say what is true now; or when they cannot be written, which is tried again. */
  async update(): Promise<void> {
    const folder = this.config.env.BROKER_FILES_DIR;
    if (folder === undefined) return;
    if (this.again) clearTimeout(this.again);
    this.again = null;
    try {
      await this.write(folder);
    } catch (error) {
      this.logger.error(`the broker's files in ${folder} cannot be written: ${reasonOf(error)}; it is tried again`);
      this.again ??= setTimeout(() => void this.update(), AGAIN_MS).unref();
    }
  }

  onApplicationShutdown(): void {
    if (this.again) clearTimeout(this.again);
  }

  private async write(folder: string): Promise<void> {
    const changed = await this.turns.take(folder, () =>
      writeBrokerFiles(folder, serverUserOf(this.config), this.users.all),
    );
    if (changed.length > 0) this.logger.log(`wrote ${changed.join(' and ')} in ${folder}; the broker must read them`);
  }
}

/** A fault of the file system by its code; of the settings, in words. */
const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
