import { freemem, totalmem } from 'node:os';
import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
import type { GatewayStatistics } from '@signalbox/contracts/gateway';

/** V8's heap spaces by what they hold; its read-only and shared ones are small and left out. */
const SPACES = {
  young_objects: ['new_space', 'new_large_object_space'],
  old_objects: ['old_space', 'trusted_space'],
  large_objects: ['large_object_space', 'trusted_large_object_space'],
  code: ['code_space', 'code_large_object_space'],
};

/** The machine's memory and the parts of this process's, in bytes. */
export function memoryNow(): Pick<GatewayStatistics, 'memory_usage' | 'component_memory'> {
  const { rss, heapUsed, heapTotal, external, arrayBuffers } = process.memoryUsage();
  const total = totalmem();
  const available = freemem();
  const spaces = getHeapSpaceStatistics();
  const usedBy = (names: string[]): number =>
    spaces
      .filter(({ space_name }) => names.includes(space_name))
      .reduce((sum, { space_used_size }) => sum + space_used_size, 0);
  return {
    memory_usage: {
      total,
      used: total - available,
      available,
      percent: Math.round(((total - available) / total) * 1000) / 10,
      process_rss: rss,
    },
    component_memory: {
      heap_used: heapUsed,
      heap_total: heapTotal,
      heap_limit: getHeapStatistics().heap_size_limit,
      young_objects: usedBy(SPACES.young_objects),
      old_objects: usedBy(SPACES.old_objects),
      large_objects: usedBy(SPACES.large_objects),
      code: usedBy(SPACES.code),
      external,
      array_buffers: arrayBuffers,
    },
  };
}
