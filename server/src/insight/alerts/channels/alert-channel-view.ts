import type { AlertChannel as AlertChannelShown } from '@signalbox/contracts/alert-channels';
import { isoTime, isoTimeOrNull } from '../../../platform/common/clock.js';
import type { AlertChannel } from './alert-channel.js';

export const toChannelView = (channel: AlertChannel): AlertChannelShown => ({
  id: channel.id,
  name: channel.name,
  kind: channel.kind,
  settings: channel.settings,
  secrets: [...channel.secretNames],
  route: channel.route,
  enabled: channel.enabled,
  last_sent_at: isoTimeOrNull(channel.lastSentAt),
  error: channel.error,
  created_at: isoTime(channel.createdAt),
  updated_at: isoTime(channel.updatedAt),
});
