import { Injectable } from '@nestjs/common';
import type { AlertKindName } from '@signalbox/contracts/alert-kinds';
import type { Worker } from '@signalbox/contracts/workers';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { WorkersService } from '../../../messaging/workers/workers.service.js';
import type { AlertRule } from '../rules/alert-rule.js';
import { type Finder, type Finding, SYSTEM, type Watcher, isAbout } from './finding.js';

/** Workers, and the broker between them and the server. */
@Injectable()
export class WorkerWatcherService implements Watcher {
  readonly kinds: readonly AlertKindName[] = ['worker_gone', 'worker_hung', 'broker_away'];

  constructor(
    private readonly workers: WorkersService,
    private readonly publisher: MqttPublisher,
  ) {}

  look(): Promise<Finder> {
    const workers = this.workers.list().data;
    const isAway = !this.publisher.reachable;
    return Promise.resolve((rule) => {
      if (rule.kind === 'broker_away') return isAway ? [AWAY] : [];
      return workers.flatMap((worker) => (isAbout(rule, worker.id) ? (wrongWithWorker(rule, worker) ?? []) : []));
    });
  }
}

const AWAY: Finding = {
  subject: SYSTEM,
  value: null,
  title: 'The MQTT broker is away',
  text: 'The broker is not reached: messages wait, and nothing is heard of workers.',
  labels: {},
};

/** What a rule finds wrong with a worker; null is nothing. One that has no channels and no password was only passing by. */
export function wrongWithWorker({ kind }: Pick<AlertRule, 'kind'>, worker: Worker): Finding | null {
  const { id, state, label, channels, enrolled_at: enrolledAt, since, trouble } = worker;
  const isOurs = channels > 0 || enrolledAt !== null;
  const isWrong = kind === 'worker_gone' ? state === 'offline' && isOurs : kind === 'worker_hung' && state === 'hung';
  if (!isWrong) return null;
  const name = label ?? id;
  const what = state === 'hung' ? 'does not answer' : 'is gone';
  const text = `Since ${since}${trouble === null ? '' : `: ${trouble}`}. It has ${channels} channels.`;
  return {
    subject: { kind: 'worker', id, name },
    value: null,
    title: `Worker ${name} ${what}`,
    text,
    labels: { worker: id },
  };
}
