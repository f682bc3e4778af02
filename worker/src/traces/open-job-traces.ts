import { hostname } from 'node:os';
import { Logger } from '@nestjs/common';
import { openTraces } from '@signalbox/logging/message-traces';
import type { Config } from '../config/config.js';
import { JobTraces } from './job-traces.js';

/** Null unless a collector is set. */
export async function openJobTraces({ env, workerId }: Config, version: string): Promise<JobTraces | null> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: share } = env;
  if (endpoint === undefined) return null;
  const logger = new Logger('Traces');
  const who = { service: 'signalbox-worker', version, instance: `${workerId}@${hostname()}` };
  return new JobTraces(await openTraces({ endpoint, share, ...who }, (line) => logger.warn(line)));
}
