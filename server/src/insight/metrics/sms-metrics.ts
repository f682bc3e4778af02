import { makeCounterProvider, makeGaugeProvider, makeHistogramProvider } from '@willsoto/nestjs-prometheus';

/** Of messages, channels, workers and programs. */
export const smsMetrics = [
  makeCounterProvider({
    name: 'sms_messages_total',
    help: 'Messages that reached a status',
    labelNames: ['direction', 'channel_kind', 'status'],
  }),
  makeCounterProvider({
    name: 'sms_pair_messages_total',
    help: 'Messages to a pair that reached a status',
    labelNames: ['country', 'operator', 'status'],
  }),
  makeCounterProvider({
    name: 'sms_program_messages_total',
    help: 'Messages of programs that reached a status',
    labelNames: ['status'],
  }),
  makeHistogramProvider({
    name: 'sms_delivery_duration_seconds',
    help: 'From acceptance to the delivery report',
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600],
  }),
  makeHistogramProvider({
    name: 'sms_accept_duration_seconds',
    help: 'From a request to send to its answer, after the commit',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 1],
  }),
  makeGaugeProvider({ name: 'sms_queue_depth', help: 'Messages that wait for a channel', labelNames: ['lane'] }),
  makeGaugeProvider({ name: 'sms_queue_oldest_age_seconds', help: 'How long the first of the queue has been due' }),
  makeGaugeProvider({ name: 'sms_channels_online', help: 'Channels that a worker holds', labelNames: ['kind'] }),
  makeGaugeProvider({
    name: 'sms_channels',
    help: 'Channels, by what keeps them from work',
    labelNames: ['kind', 'state'],
  }),
  makeGaugeProvider({
    name: 'sms_channels_near_cap',
    help: 'Channels that used nine tenths of their daily cap, or all of it',
    labelNames: ['kind'],
  }),
  makeGaugeProvider({
    name: 'sms_channel_messages_in_flight',
    help: 'Messages at workers that the network has not taken',
    labelNames: ['kind'],
  }),
  makeGaugeProvider({
    name: 'sms_sim_cards_weak_signal',
    help: 'SIM cards that are online with a signal below 8 of 31',
  }),
  makeGaugeProvider({ name: 'sms_workers', help: 'Workers, by whether they are here', labelNames: ['state'] }),
  makeGaugeProvider({ name: 'sms_runs', help: 'Runs of programs that go on', labelNames: ['status'] }),
  makeCounterProvider({ name: 'sms_runs_ended_total', help: 'Runs of programs that ended', labelNames: ['status'] }),
  makeCounterProvider({
    name: 'number_list_imports_total',
    help: 'Number lists whose import ended',
    labelNames: ['status'],
  }),
  makeCounterProvider({
    name: 'sms_strays_total',
    help: 'Dispatched messages that the database and the server were found to disagree about',
    labelNames: ['found'],
  }),
  makeGaugeProvider({
    name: 'sms_strays_oldest_age_seconds',
    help: 'How long the oldest of those taken up at the last look had been dispatched',
  }),
  makeCounterProvider({
    name: 'worker_claims_refused_total',
    help: 'What a worker said that only another may say',
    labelNames: ['claim'],
  }),
];
