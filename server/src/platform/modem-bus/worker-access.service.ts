import { Injectable } from '@nestjs/common';
import { topicsReadBy, topicsWrittenBy, workerUser } from '@signalbox/contracts/worker-access';
import type { WorkerCredentials } from '@signalbox/contracts/workers';
import { Config } from '../config/config.js';
import { urlForWorkers } from './broker-address.js';
import { BrokerFilesService } from './broker-files.service.js';
import type { WorkerUsers } from './broker-files.js';
import { BrokerUsersService } from './broker-users.service.js';
import { EmbeddedBrokerService } from './embedded-broker.service.js';

/** Lets workers in at the broker and keeps them out: at the server's own, and by files at a Mosquitto. */
@Injectable()
export class WorkerAccessService {
  constructor(
    private readonly config: Config,
    private readonly users: BrokerUsersService,
    private readonly files: BrokerFilesService,
    private readonly broker: EmbeddedBrokerService,
  ) {}

  /** Once at the start, with all who have a password. @throws Error with one line when the files cannot be written */
  async begin(workers: WorkerUsers): Promise<void> {
    this.users.load(workers);
    await this.files.start();
  }

  /** The one password of a worker from now on. */
  async admit(id: string, hash: string): Promise<void> {
    this.users.set(id, hash);
    await this.files.update();
  }

  async revoke(id: string): Promise<void> {
    this.users.remove(id);
    await this.files.update();
  }

  credentialsOf(id: string, label: string | null, password: string): WorkerCredentials {
    return {
      id,
      label,
      username: workerUser(id),
      password,
      mqtt_url: urlForWorkers(this.config, this.broker.outsidePort),
      topics: { read: topicsReadBy(id), write: topicsWrittenBy(id) },
    };
  }
}
