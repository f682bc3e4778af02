import type { Page } from './panels.ts';
import { latencies, most, perSecond } from './queries.ts';

export const channels: Page = {
  name: 'channels',
  title: 'channels and SIM cards',
  about: 'SIM cards, providers and the workers that hold them.',
  panels: [
    { title: 'SIM cards online', unit: 'short', figure: most('sms_channels_online{kind="sim"}') },
    { title: 'Providers online', unit: 'short', figure: most('sms_channels_online{kind="provider"}') },
    { title: 'Offline', unit: 'short', figure: `sum(${most('sms_channels{state="offline"}', 'kind')})`, amber: 1 },
    { title: 'Near their daily cap', unit: 'short', figure: `sum(${most('sms_channels_near_cap', 'kind')})`, amber: 1 },
    { title: 'Weak signal', unit: 'short', figure: most('sms_sim_cards_weak_signal'), amber: 1 },
    {
      title: 'Workers that hang or are away',
      unit: 'short',
      figure: `sum(${most('sms_workers{state!="online"}', 'state')})`,
      amber: 1,
    },
    {
      title: 'SIM cards by what keeps them from work',
      unit: 'short',
      lines: [{ expr: most('sms_channels{kind="sim"}', 'state'), legend: '{{state}}' }],
      isStacked: true,
    },
    {
      title: 'Providers by what keeps them from work',
      unit: 'short',
      lines: [{ expr: most('sms_channels{kind="provider"}', 'state'), legend: '{{state}}' }],
      isStacked: true,
    },
    {
      title: 'Workers',
      unit: 'short',
      lines: [{ expr: most('sms_workers', 'state'), legend: '{{state}}' }],
      isStacked: true,
    },
    {
      title: 'At workers, not taken by the network',
      unit: 'short',
      lines: [{ expr: most('sms_channel_messages_in_flight', 'kind'), legend: '{{kind}}' }],
    },
    {
      title: 'Sent',
      unit: 'reqps',
      lines: [
        {
          expr: perSecond('sms_messages_total{direction="outbound",status="sent"}', 'channel_kind'),
          legend: '{{channel_kind}}',
        },
      ],
    },
    {
      title: 'Failed, not delivered, unsure',
      unit: 'reqps',
      lines: [
        {
          expr: perSecond(
            'sms_messages_total{direction="outbound",status=~"failed|undelivered|uncertain"}',
            'channel_kind, status',
          ),
          legend: '{{channel_kind}} {{status}}',
        },
      ],
    },
    { title: 'From acceptance to the delivery report', unit: 's', lines: latencies('sms_delivery_duration_seconds') },
    {
      title: 'Strays, and what workers said that was not theirs to say',
      unit: 'reqps',
      about: 'A stray is a message of which database and memory thought differently; it is put right when it is found.',
      lines: [
        { expr: perSecond('sms_strays_total', 'found'), legend: 'stray {{found}}' },
        { expr: perSecond('worker_claims_refused_total', 'claim'), legend: 'refused {{claim}}' },
      ],
    },
    {
      title: 'Age of the oldest stray',
      unit: 's',
      lines: [{ expr: most('sms_strays_oldest_age_seconds'), legend: 'oldest' }],
    },
  ],
};
