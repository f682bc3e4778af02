import type { Provider } from '@signalbox/contracts/providers';
import { timeAt } from './live';

/** An Advanta account that is online, unless told otherwise. */
export const providerOf = (change: Partial<Provider> = {}): Provider => ({
  id: 9,
  label: 'Advanta',
  driver: 'http',
  worker_id: 'local',
  status: 'active',
  online: true,
  trouble: null,
  sender: 'SIGNALBOX',
  rate_per_minute: null,
  daily_cap: null,
  window: 500,
  pair_ids: [],
  price: '0.80',
  prices: {},
  settings: {
    profile: 'advanta',
    base_url: 'https://sms.example.org',
    partner_id: '12',
    bulk_size: 100,
    proxy: null,
    timeout_seconds: 20,
  },
  secrets_set: ['api_key'],
  report_path: '/api/v1/providers/9/reports/token',
  from_worker_file: false,
  reserved: false,
  sent_today: 0,
  in_flight: 0,
  created_at: timeAt(0),
  updated_at: timeAt(0),
  ...change,
});
