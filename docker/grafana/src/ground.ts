import type { Page } from './panels.ts';
import { latencies, mean, most, perSecond } from './queries.ts';

export const ground: Page = {
  name: 'ground',
  title: 'database and broker',
  about: 'How the SQL database, the broker and the disk answer.',
  panels: [
    { title: 'Broker', unit: 'short', about: '1 is connected.', figure: 'min(mqtt_connected)', red: 1, isLowBad: true },
    {
      title: 'Database',
      unit: 'short',
      about: '1 answers.',
      figure: 'min(app_healthy{check="database"})',
      red: 1,
      isLowBad: true,
    },
    { title: 'Commits', unit: 'reqps', figure: perSecond('db_commit_duration_seconds_count') },
    {
      title: 'Pieces of work in a commit',
      unit: 'short',
      figure: `${perSecond('db_commit_units_total')} / ${perSecond('db_commit_duration_seconds_count')}`,
    },
    {
      title: 'Transactions lost, an hour',
      unit: 'short',
      figure: 'sum(increase(db_transactions_lost_total[1h]))',
      amber: 100,
    },
    {
      title: 'Free on the disk',
      unit: 'percentunit',
      figure: 'min(disk_free_bytes / disk_size_bytes)',
      amber: 0.2,
      red: 0.1,
      isLowBad: true,
    },
    { title: 'Commits, until they are on disk', unit: 's', lines: latencies('db_commit_duration_seconds') },
    { title: 'Readings', unit: 's', lines: latencies('db_read_duration_seconds') },
    {
      title: 'What the database does',
      unit: 'reqps',
      lines: [
        { expr: perSecond('db_commit_duration_seconds_count'), legend: 'commits' },
        { expr: perSecond('db_commit_units_total'), legend: 'pieces of work' },
        { expr: perSecond('db_read_duration_seconds_count'), legend: 'readings' },
        { expr: perSecond('db_transactions_lost_total'), legend: 'lost and run again' },
      ],
    },
    { title: 'A packet until the broker has it', unit: 's', lines: latencies('mqtt_publish_duration_seconds') },
    {
      title: 'Packets',
      unit: 'reqps',
      about: 'One carries up to 250 messages.',
      lines: [
        { expr: perSecond('mqtt_packets_total', 'direction'), legend: '{{direction}}' },
        { expr: perSecond('mqtt_packets_dropped_total', 'reason'), legend: 'dropped: {{reason}}' },
      ],
    },
    {
      title: 'Connections to the broker',
      unit: 'short',
      lines: [
        { expr: 'sum(increase(mqtt_connections_total[1h]))', legend: 'made in an hour' },
        { expr: most('mqtt_connected'), legend: 'stands' },
      ],
    },
    {
      title: 'Mean of a reading and of a commit',
      unit: 's',
      lines: [
        { expr: mean('db_read_duration_seconds'), legend: 'reading' },
        { expr: mean('db_commit_duration_seconds'), legend: 'commit' },
      ],
    },
    {
      title: 'The disk of DATA_DIR',
      unit: 'bytes',
      lines: [
        { expr: 'disk_free_bytes', legend: '{{instance}} free' },
        { expr: 'disk_size_bytes', legend: '{{instance}} all' },
      ],
    },
  ],
};
