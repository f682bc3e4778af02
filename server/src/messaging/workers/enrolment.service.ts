import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { BUS_VERSION, type StatePacket } from '@signalbox/contracts/bus';
import { topicsOf } from '@signalbox/contracts/topics';
import { LOCAL_WORKER } from '@signalbox/contracts/worker-access';
import type { NewWorker, WorkerCredentials } from '@signalbox/contracts/workers';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { Conflict } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { WorkerAccessService } from '../../platform/modem-bus/worker-access.service.js';
import { hashBrokerPassword, newBrokerPassword } from '../../platform/modem-bus/broker-password.js';
import { WorkerRepository } from './worker.repository.js';
import { WorkersService } from './workers.service.js';

/** Which workers may come: each has a password of its own, that is shown once and kept as a hash. */
@Injectable()
export class EnrolmentService implements OnModuleInit {
  constructor(
    private readonly repository: WorkerRepository,
    private readonly workers: WorkersService,
    private readonly access: WorkerAccessService,
    private readonly publisher: MqttPublisher,
    private readonly log: SystemLogService,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.access.begin(await this.repository.passwords());
  }

  /** A new worker, or one that came without a password of ours. @throws Conflict when the name has a password already */
  async enrol({ id: given, label }: NewWorker, { userId }: Principal): Promise<WorkerCredentials> {
    const id = given ?? newWorkerId();
    const { password, passwordHash } = await newPassword();
    const enrolledAt = Date.now();
    if (!(await this.repository.enrol({ id, label, passwordHash, enrolledAt }))) {
      const expected = 'expected a name that no worker has; POST /api/v1/workers/{id}/password makes a new password';
      throw new Conflict(`Worker ${id} is enrolled already.`, [{ field: 'id', message: expected }]);
    }
    this.workers.enrolled(id, label, enrolledAt);
    await this.access.admit(id, passwordHash);
    this.log.record({ action: 'worker.enrolled', details: `worker ${id} was enrolled`, status: 'ok', userId });
    return this.access.credentialsOf(id, label, password);
  }

  /** The password from now on; the one before it ends, and the connection that was made with it. @throws NotFound */
  async renewPassword(id: string, { userId }: Principal): Promise<WorkerCredentials> {
    const { label, enrolledAt } = this.workers.find(id);
    if (id === LOCAL_WORKER) throw new Conflict('The worker local gets its password from the server that starts it.');
    const { password, passwordHash } = await newPassword();
    const now = Date.now();
    // It may have been removed meanwhile, which `find` says.
    if (!(await this.repository.setPassword({ id, passwordHash, enrolledAt: now }))) await this.workers.forget(id);
    this.workers.find(id);
    this.workers.enrolled(id, label, enrolledAt ?? now);
    await this.access.admit(id, passwordHash);
    this.log.record({ action: 'worker.password', details: `worker ${id} got a new password`, status: 'ok', userId });
    return this.access.credentialsOf(id, label, password);
  }

  /**
   * Its password ends, and its connection; its channels stay, offline.
   * @throws NotFound; Conflict while it is here and its messages are not settled, or where it cannot be kept out
   */
  async remove(id: string, { userId }: Principal): Promise<void> {
    const { in_flight: inFlight, enrolled_at: enrolledAt } = this.workers.get(id);
    const { session, online } = this.workers.find(id);
    if (online && inFlight > 0) throw new Conflict(`Worker ${id} has ${inFlight} messages to send; stop it first.`);
    if (online && enrolledAt === null)
      throw new Conflict(`Worker ${id} is online, by a user not made here; stop it first.`);
    await this.repository.remove(id);
    await this.workers.forget(id);
    await this.access.revoke(id);
    // A broker of its own still has its last word, that it is there.
    if (session !== null) await this.sayGoodbye(id, session);
    this.log.record({ action: 'worker.removed', details: `worker ${id} was removed`, status: 'ok', userId });
  }

  private async sayGoodbye(id: string, session: string): Promise<void> {
    const packet: StatePacket = { v: BUS_VERSION, status: 'offline', session, at: Date.now() };
    await this.publisher.publish(topicsOf(id).state, packet, { retain: true }).catch(() => undefined);
  }
}

const newWorkerId = (): string => `w-${randomBytes(4).toString('hex')}`;

async function newPassword(): Promise<{ password: string; passwordHash: string }> {
  const password = newBrokerPassword();
  return { password, passwordHash: await hashBrokerPassword(password) };
}
