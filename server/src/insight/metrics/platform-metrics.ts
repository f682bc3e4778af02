import { makeCounterProvider, makeGaugeProvider, makeHistogramProvider } from '@willsoto/nestjs-prometheus';

/** Of the process, what it stands on, and who comes in. */
export const platformMetrics = [
  makeGaugeProvider({ name: 'app_build_info', help: 'What is running; always 1', labelNames: ['version', 'node'] }),
  makeGaugeProvider({
    name: 'app_healthy',
    help: 'Whether what the server stands on answers, as /health/ready says it',
    labelNames: ['check'],
  }),
  makeGaugeProvider({ name: 'disk_free_bytes', help: 'Room that is left where DATA_DIR lies' }),
  makeGaugeProvider({ name: 'disk_size_bytes', help: 'All the room where DATA_DIR lies' }),
  makeHistogramProvider({
    name: 'http_request_duration_seconds',
    help: 'Requests and their answers; single messages by the short way are in sms_accept_duration_seconds only',
    labelNames: ['door', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  }),
  makeGaugeProvider({ name: 'live_sockets', help: 'Live sockets that are open', labelNames: ['viewer'] }),
  makeCounterProvider({ name: 'sign_ins_total', help: 'Sign-ins, and tries of one', labelNames: ['result'] }),
  makeHistogramProvider({
    name: 'db_commit_duration_seconds',
    help: 'From the beginning of a group of writes until it was on disk',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
  }),
  makeCounterProvider({ name: 'db_commit_units_total', help: 'Pieces of work that shared commits' }),
  makeHistogramProvider({
    name: 'db_read_duration_seconds',
    help: 'Readings of the SQL database',
    buckets: [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
  }),
  makeCounterProvider({
    name: 'db_transactions_lost_total',
    help: 'Transactions that a deadlock or a lost connection ended, and that were run again',
  }),
  makeGaugeProvider({ name: 'mqtt_connected', help: 'Whether the broker is reachable' }),
  makeCounterProvider({ name: 'mqtt_connections_total', help: 'Connections to the broker that were made' }),
  makeCounterProvider({
    name: 'mqtt_packets_total',
    help: 'Packets published to workers, and received from them',
    labelNames: ['direction'],
  }),
  makeHistogramProvider({
    name: 'mqtt_publish_duration_seconds',
    help: 'From a packet to the acknowledgement of the broker',
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
  }),
  makeCounterProvider({
    name: 'mqtt_packets_dropped_total',
    help: 'Packets from workers that were not understood',
    labelNames: ['reason'],
  }),
  makeGaugeProvider({
    name: 'outbox_waiting',
    help: 'What is to leave for other systems and has not, counted up to 10000',
    labelNames: ['kind'],
  }),
  makeGaugeProvider({
    name: 'outbox_overdue_seconds',
    help: 'For how long the first of what is to leave has been due',
    labelNames: ['kind'],
  }),
  makeCounterProvider({
    name: 'outbox_attempts_total',
    help: 'Attempts to deliver what leaves for other systems',
    labelNames: ['kind', 'outcome'],
  }),
  makeCounterProvider({
    name: 'job_runs_total',
    help: 'Runs of jobs by the clock',
    labelNames: ['job', 'result'],
  }),
  makeCounterProvider({ name: 'job_seconds_total', help: 'Time that jobs by the clock took', labelNames: ['job'] }),
];
