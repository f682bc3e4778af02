import type { Page } from './panels.ts';
import { latencies } from './queries.ts';

const each = (expr: string, what = ''): { expr: string; legend: string } => ({
  expr,
  legend: what === '' ? '{{instance}}' : `{{instance}} ${what}`,
});

export const node: Page = {
  name: 'node',
  title: 'Node runtime',
  about: 'The processes of the servers.',
  panels: [
    { title: 'Servers', unit: 'short', figure: 'count(process_start_time_seconds)' },
    { title: 'Up since', unit: 's', figure: 'time() - max(process_start_time_seconds)' },
    { title: 'Processor', unit: 'percentunit', figure: 'sum(rate(process_cpu_seconds_total[$__rate_interval]))' },
    { title: 'Memory', unit: 'bytes', figure: 'max(process_resident_memory_bytes)', amber: 1e9, red: 2e9 },
    {
      title: 'Event loop, 99 %',
      unit: 's',
      figure: 'max(nodejs_eventloop_lag_p99_seconds)',
      amber: 0.1,
      red: 0.5,
    },
    { title: 'Open files', unit: 'short', figure: 'max(process_open_fds)' },
    {
      title: 'Processor',
      unit: 'percentunit',
      lines: [
        each('rate(process_cpu_user_seconds_total[$__rate_interval])', 'own'),
        each('rate(process_cpu_system_seconds_total[$__rate_interval])', 'system'),
      ],
    },
    {
      title: 'Memory',
      unit: 'bytes',
      lines: [
        each('process_resident_memory_bytes', 'all'),
        each('nodejs_heap_size_used_bytes', 'heap'),
        each('nodejs_external_memory_bytes', 'buffers'),
      ],
    },
    {
      title: 'Event loop, how late it comes',
      unit: 's',
      lines: [
        each('nodejs_eventloop_lag_p50_seconds', 'half'),
        each('nodejs_eventloop_lag_p99_seconds', '99 %'),
        each('nodejs_eventloop_lag_max_seconds', 'most'),
      ],
    },
    {
      title: 'Garbage collection, of each second',
      unit: 'percentunit',
      lines: [
        {
          expr: 'sum by (instance, kind) (rate(nodejs_gc_duration_seconds_sum[$__rate_interval]))',
          legend: '{{instance}} {{kind}}',
        },
      ],
    },
    {
      title: 'Collections',
      unit: 's',
      lines: latencies('nodejs_gc_duration_seconds'),
    },
    {
      title: 'What is under way in Node',
      unit: 'short',
      lines: [{ expr: 'sum by (type) (nodejs_active_resources)', legend: '{{type}}' }],
    },
  ],
};
